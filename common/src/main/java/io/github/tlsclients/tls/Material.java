package io.github.tlsclients.tls;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where certificates and keys come from: a file, the class path, a stream, text.
 *
 * <p>Whatever it is called, its form is found by looking at it: PEM (any mix of blocks, in any order, with text around
 * them), a certificate or a private key in DER, PKCS#7, PKCS12, JKS. Files and resources are read when a
 * {@link TlsContext} is made or reloaded, streams at once. Two of them are equal if they come from the same place, or
 * hold the same bytes.
 */
public final class Material {
    /** More than any bundle of roots, and little enough for a device that never ends. */
    private static final int LIMIT = 16 << 20;

    private final String name;
    private final Source source;

    private Material(String name, Source source) {
        this.name = name;
        this.source = source;
    }

    /**
     * A file.
     *
     * @param file its path; errors name it
     * @return the file, not read yet
     */
    public static Material file(Path file) {
        return new Material(file.toString(), new FileSource(file));
    }

    /**
     * A resource beside a class, or from the root of the class path if the name begins with a slash.
     *
     * @param beside the class whose loader finds it, as {@link Class#getResource} does
     * @param name its name
     * @return the resource, not read yet
     */
    public static Material resource(Class<?> beside, String name) {
        return new Material("class path:" + name, new ClassSource(beside, name));
    }

    /**
     * A resource of the class path.
     *
     * @param loader who finds it, as {@link ClassLoader#getResource} does
     * @param name its name, without a slash before it
     * @return the resource, not read yet
     */
    public static Material resource(ClassLoader loader, String name) {
        return new Material("class path:" + name, new LoaderSource(loader, name));
    }

    /**
     * The rest of a stream, which is read at once and left open.
     *
     * @param name what errors call it
     * @param in where it is read from
     * @return its bytes
     * @throws TlsConfigException if it cannot be read
     */
    public static Material stream(String name, InputStream in) {
        try {
            return bytes(name, limited(in, name));
        } catch (IOException e) {
            throw new TlsConfigException(name + " cannot be read", "look at the cause", e);
        }
    }

    /**
     * PEM text, as a variable or a secret store holds it.
     *
     * @param pem the text
     * @return the text; errors call it {@code the PEM text}
     */
    public static Material text(String pem) {
        return bytes("the PEM text", pem.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Bytes that are in memory already.
     *
     * @param name what errors call them
     * @param content the bytes, copied
     * @return the bytes
     */
    public static Material bytes(String name, byte[] content) {
        return new Material(name, new BytesSource(content.clone()));
    }

    /**
     * What errors call it.
     *
     * @return a path or a name; never what it holds
     */
    public String name() {
        return name;
    }

    /** The file that is read, if it is one: what there is to watch. */
    Optional<Path> path() {
        return source instanceof FileSource file ? Optional.of(file.file()) : Optional.empty();
    }

    /**
     * All of it, as it is now.
     *
     * @throws TlsConfigException if it cannot be read
     */
    byte[] read() {
        try {
            return source.read(name);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** The error for something that cannot be read at all. */
    static TlsConfigException unreadable(String name, IOException e) {
        String why = e instanceof NoSuchFileException || e instanceof FileNotFoundException
                ? "there is no file " + name
                : e instanceof AccessDeniedException ? name + " may not be read" : name + " cannot be read";
        return new TlsConfigException(why, "check the path and its permissions", e);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Material material && name.equals(material.name) && source.equals(material.source);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Where it comes from, never what it holds. */
    @Override
    public String toString() {
        return name;
    }

    private static byte[] limited(InputStream in, String name) throws IOException {
        byte[] content = in.readNBytes(LIMIT + 1);
        if (content.length > LIMIT) {
            throw new TlsConfigException(
                    name + " is longer than " + (LIMIT >> 20) + " MiB", "give a file of certificates or keys");
        }
        return content;
    }

    private static byte[] found(@Nullable URL resource, String name) throws IOException {
        if (resource == null) {
            throw new TlsConfigException(
                    "there is no " + name, "a name is relative to its class; a slash before it means the root");
        }
        try (InputStream in = resource.openStream()) {
            return limited(in, name);
        }
    }

    private sealed interface Source {
        byte[] read(String name) throws IOException;
    }

    private record FileSource(Path file) implements Source {
        @Override
        public byte[] read(String name) throws IOException {
            try (InputStream in = Files.newInputStream(file)) {
                return limited(in, name);
            }
        }
    }

    private record ClassSource(Class<?> beside, String resource) implements Source {
        @Override
        public byte[] read(String name) throws IOException {
            return found(beside.getResource(resource), name);
        }
    }

    private record LoaderSource(ClassLoader loader, String resource) implements Source {
        @Override
        public byte[] read(String name) throws IOException {
            return found(loader.getResource(resource), name);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    private record BytesSource(byte[] content) implements Source {
        @Override
        public byte[] read(String name) {
            return content.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof BytesSource bytes && Arrays.equals(content, bytes.content);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(content);
        }
    }
}
