package io.github.tlsclients.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** The roots that the operating system trusts, or else the JDK's. */
final class SystemRoots {
    /** Where distributions keep one file of all roots. */
    private static final List<String> BUNDLES = List.of(
            "etc/ssl/certs/ca-certificates.crt", // Debian, Ubuntu, Arch, Gentoo
            "etc/pki/tls/certs/ca-bundle.crt", // Red Hat, Fedora
            "etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // the same, where the old name is gone
            "etc/ssl/ca-bundle.pem", // SUSE
            "etc/ssl/cert.pem"); // Alpine, the BSDs

    private final String system;
    private final Path top;
    private final Opener opener;

    /**
     * The roots of a system.
     *
     * @param system its name, as the property os.name has it
     * @param top where its files begin
     * @param opener opens its own key stores
     */
    SystemRoots(String system, Path top, Opener opener) {
        this.system = system.toLowerCase(Locale.ROOT);
        this.top = top;
        this.opener = opener;
    }

    /** This machine's. */
    static SystemRoots here() {
        return new SystemRoots(System.getProperty("os.name", ""), Path.of("/"), type -> {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            return store;
        });
    }

    /** The file that they are read from; none where the system has another kind of store. */
    Optional<Material> bundle() {
        return isWindows() || isMac()
                ? Optional.empty()
                : BUNDLES.stream()
                        .map(top::resolve)
                        .filter(Files::isReadable)
                        .findFirst()
                        .map(Material::file);
    }

    /**
     * Reads them. A certificate of the bundle that cannot be read is left out: others have put it there, and it takes no
     * other root's trust away.
     *
     * @throws TlsConfigException if the system has a store and nothing in it can be read
     */
    List<X509Certificate> read() {
        if (isWindows()) {
            return stored("Windows-ROOT");
        }
        if (isMac()) {
            List<X509Certificate> roots = new ArrayList<>(stored("KeychainStore"));
            roots.addAll(applesOwn());
            return roots;
        }
        return bundle().map(SystemRoots::bundled).orElseGet(SystemRoots::ofTheJdk);
    }

    /** The roots that come with the JDK. */
    static List<X509Certificate> ofTheJdk() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null);
            return List.of(((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers());
        } catch (GeneralSecurityException e) {
            throw new TlsConfigException("the JDK's root store cannot be read", "name the roots by --ca", e);
        }
    }

    /** The key chain shows the user's roots alone; Apple's are a store of their own from JDK 23 on. */
    private List<X509Certificate> applesOwn() {
        try {
            return certificates(opener.open("KeychainStore-ROOT"), "KeychainStore-ROOT");
        } catch (IOException | GeneralSecurityException e) {
            return ofTheJdk();
        }
    }

    private List<X509Certificate> stored(String type) {
        try {
            return certificates(opener.open(type), type);
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsConfigException(
                    "the system's root store " + type + " cannot be read", "name the roots by --ca", e);
        }
    }

    private static List<X509Certificate> certificates(KeyStore store, String type) {
        return new OpenKeyStore(store, Password.NONE, type, null).certificates();
    }

    private static List<X509Certificate> bundled(Material bundle) {
        List<X509Certificate> roots = Contents.of(bundle).readableCertificates();
        if (roots.isEmpty()) {
            throw new TlsConfigException(
                    "the system's roots in " + bundle + " cannot be read",
                    "name the roots by --ca, or trust the JDK's");
        }
        return roots;
    }

    private boolean isWindows() {
        return system.contains("windows");
    }

    private boolean isMac() {
        return system.contains("mac");
    }

    /** Opens a key store of the system. */
    interface Opener {
        /** The store of this type, loaded. */
        KeyStore open(String type) throws IOException, GeneralSecurityException;
    }
}
