package io.github.tlsclients.lab;

import io.github.tlsclients.tls.TlsConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Certificates and keys as files, for programs that read such.
 *
 * <pre>{@code
 * PkiFiles.create().certificate("root", ca).pem("server", ca.issue("localhost")).write(folder);
 * }</pre>
 *
 * <p>Files with a private key can be read by their owner alone. Each file appears under its name when it is whole.
 */
public final class PkiFiles {
    private final Map<String, Content> files = new LinkedHashMap<>();

    private PkiFiles() {}

    /** The format of a key store. */
    public enum StoreType {
        /** PKCS12 (RFC 7292), as the JDK and OpenSSL 3 read it. */
        PKCS12(".p12"),
        /** The JDK's older format. */
        JKS(".jks");

        private final String suffix;

        StoreType(String suffix) {
            this.suffix = suffix;
        }
    }

    /**
     * No files yet.
     *
     * @return a set of files to be added to
     */
    public static PkiFiles create() {
        return new PkiFiles();
    }

    /**
     * Adds {@code <name>.pem}: an authority's certificate.
     *
     * @param name the file's name without its suffix
     * @param ca the authority
     * @return this
     */
    public PkiFiles certificate(String name, LabCa ca) {
        return text(name + ".pem", ca.pem(), false);
    }

    /**
     * Adds {@code <name>.pem}, what a server sends (the chain without the root), and {@code <name>.key}, the private key.
     *
     * @param name the files' name without its suffix
     * @param certificate a server's or a client's
     * @return this
     */
    public PkiFiles pem(String name, LabCertificate certificate) {
        String chain = certificate.sent().stream().map(LabCertificate::pem).collect(Collectors.joining());
        return text(name + ".pem", chain, false).text(name + ".key", certificate.keyPem(), true);
    }

    /**
     * Adds {@code <name>.p12} or {@code <name>.jks}: what a server sends, and the private key.
     *
     * @param name the file's name without its suffix, and the entry's alias
     * @param certificate a server's or a client's
     * @param type the format
     * @param password what opens the file and the key
     * @return this
     * @throws TlsConfigException if the format cannot hold such a key
     */
    public PkiFiles keyStore(String name, LabCertificate certificate, StoreType type, char[] password) {
        return store(
                name,
                type,
                password,
                true,
                store -> store.setKeyEntry(
                        name, certificate.key(), password, certificate.sent().toArray(X509Certificate[]::new)));
    }

    /**
     * Adds {@code <name>.p12} or {@code <name>.jks}: an authority's certificate, to be trusted.
     *
     * @param name the file's name without its suffix, and the entry's alias
     * @param ca the authority
     * @param type the format
     * @param password what proves that nobody changed the file
     * @return this
     */
    public PkiFiles trustStore(String name, LabCa ca, StoreType type, char[] password) {
        return store(name, type, password, false, store -> store.setCertificateEntry(name, ca.certificate()));
    }

    /**
     * Adds {@code <name>.crl}: revocation lists in PEM.
     *
     * @param name the file's name without its suffix
     * @param lists each in DER, such as {@link LabCa#crl}
     * @return this
     */
    public PkiFiles crls(String name, List<byte[]> lists) {
        String text =
                lists.stream().map(list -> LabCertificate.pem("X509 CRL", list)).collect(Collectors.joining());
        return text(name + ".crl", text, false);
    }

    /**
     * Adds a file whose only line is a password.
     *
     * @param name the file's name
     * @param password the password
     * @return this
     */
    public PkiFiles password(String name, char[] password) {
        return text(name, new String(password) + "\n", true);
    }

    /**
     * Writes the files.
     *
     * @param folder where to; it is made if it is not there
     * @return the files, in the order in which they were added
     * @throws TlsConfigException if one of them is there already, or cannot be written
     */
    public List<Path> write(Path folder) {
        for (String name : files.keySet()) {
            if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                throw new TlsConfigException(
                        folder.resolve(name) + " is there already", "choose another folder, or replace it: --force");
            }
        }
        return replace(folder);
    }

    /**
     * Writes the files in place of those that are there.
     *
     * @param folder where to; it is made if it is not there
     * @return the files, in the order in which they were added
     * @throws TlsConfigException if one of them cannot be written
     */
    public List<Path> replace(Path folder) {
        try {
            Files.createDirectories(folder);
            List<Path> written = new ArrayList<>();
            for (Map.Entry<String, Content> file : files.entrySet()) {
                written.add(write(folder.resolve(file.getKey()), file.getValue()));
            }
            return written;
        } catch (IOException e) {
            throw new TlsConfigException(
                    "the folder " + folder + " cannot be written: " + e.getMessage(),
                    "check the path and its permissions",
                    e);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    private record Content(byte[] bytes, boolean secret) {}

    private static Path write(Path file, Content content) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(content.secret() ? "rw-------" : "rw-r--r--"))
                }
                : new FileAttribute<?>[0];
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".pki", ".part", attributes);
        try {
            Files.write(part, content.bytes());
            return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private PkiFiles text(String name, String text, boolean secret) {
        files.put(name, new Content(text.getBytes(StandardCharsets.UTF_8), secret));
        return this;
    }

    private interface Filler {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    private PkiFiles store(String name, StoreType type, char[] password, boolean secret, Filler filler) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            KeyStore store = KeyStore.getInstance(type.name());
            store.load(null, password);
            filler.fill(store);
            store.store(out, password);
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsConfigException(
                    name + type.suffix + " cannot be made: " + e.getMessage(), "this kind of key can be had in PEM", e);
        }
        files.put(name + type.suffix, new Content(out.toByteArray(), secret));
        return this;
    }
}
