package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the client shows when a server asks for a certificate: where a private key and its chain come from, and which
 * servers it is for.
 *
 * <p>It is a description, immutable and without a secret in its text. {@link TlsContext#of} and
 * {@link TlsContext#reload()} read it, and tell of everything that is wrong with it: a key that is not the
 * certificate's, a wrong password, a certificate that is out of date.
 *
 * <p>Certificates may stand in any order. The key's own goes first (of several for one key, the one that is good for
 * longest), then each one's issuer; what is on no way from it up is left out.
 *
 * <p>Of several identities a server is shown the first that fits: its {@link #forHost host} and {@link #forPort port}
 * match, and the server takes its kind of key and one of its issuers, if it names any.
 */
public final class Identity {
    private final IdentitySource source;
    private final @Nullable String alias;
    private final List<HostPattern> hosts;
    private final List<Integer> ports;

    private Identity(IdentitySource source) {
        this(source, null, List.of(), List.of());
    }

    private Identity(IdentitySource source, @Nullable String alias, List<HostPattern> hosts, List<Integer> ports) {
        this.source = source;
        this.alias = alias;
        this.hosts = hosts;
        this.ports = ports;
    }

    /**
     * A certificate (with its intermediates) and its private key, in PEM.
     *
     * @param certificate the certificate's file
     * @param key the key's file; it may be the same
     * @return the identity
     */
    public static Identity pem(Path certificate, Path key) {
        return of(Material.file(certificate), Material.file(key));
    }

    /**
     * A certificate (with its intermediates) and its encrypted private key, in PEM.
     *
     * @param certificate the certificate's file
     * @param key the key's file; it may be the same
     * @param password what decrypts the key, copied
     * @return the identity
     */
    public static Identity pem(Path certificate, Path key, char[] password) {
        return of(Material.file(certificate), Material.file(key), password);
    }

    /**
     * A private key of a PKCS12 or JKS file, with its chain: the only one, or the one that {@link #alias} names.
     *
     * @param file the key store
     * @param password what opens the store and the key, copied
     * @return the identity
     */
    public static Identity keyStore(Path file, char[] password) {
        return of(Material.file(file), password);
    }

    /**
     * A private key of a key store that is open already, such as a PKCS#11 token: the only one, or the one that
     * {@link #alias} names. The key is never copied, so it may be one that cannot be exported, if the JVM has registered
     * the provider that signs with it. With such a key {@link TlsProvider#BOUNCY_CASTLE} can sign as well.
     *
     * @param store the store; it is looked into again on each reload
     * @param password what opens the key, copied; may be empty
     * @return the identity
     */
    public static Identity keyStore(KeyStore store, char[] password) {
        return new Identity(new IdentitySource.Opened(store, Password.of(password)));
    }

    /**
     * A private key and its certificates from one place, in whatever form.
     *
     * @param material a file with both, or a key store without a password
     * @return the identity
     */
    public static Identity of(Material material) {
        return new Identity(new IdentitySource.Whole(material, Password.NONE));
    }

    /**
     * A private key and its certificates from one place, in whatever form.
     *
     * @param material a file with both, or a key store
     * @param password what decrypts the key or opens the store, copied
     * @return the identity
     */
    public static Identity of(Material material, char[] password) {
        return new Identity(new IdentitySource.Whole(material, Password.of(password)));
    }

    /**
     * Certificates and a private key from two places, in whatever form.
     *
     * @param certificate the certificate and its intermediates
     * @param key the private key
     * @return the identity
     */
    public static Identity of(Material certificate, Material key) {
        return new Identity(new IdentitySource.Parts(certificate, key, Password.NONE));
    }

    /**
     * Certificates and an encrypted private key from two places, in whatever form.
     *
     * @param certificate the certificate and its intermediates
     * @param key the private key
     * @param password what decrypts the key, copied
     * @return the identity
     */
    public static Identity of(Material certificate, Material key, char[] password) {
        return new Identity(new IdentitySource.Parts(certificate, key, Password.of(password)));
    }

    /**
     * A key and its chain that are in memory already.
     *
     * @param key the private key; it may be one that cannot be exported
     * @param chain its certificate and the intermediates
     * @return the identity
     */
    public static Identity of(PrivateKey key, List<X509Certificate> chain) {
        return new Identity(new IdentitySource.Held(key, List.copyOf(chain)));
    }

    /**
     * The same from another entry of its key store.
     *
     * @param alias the entry's name; one that is not there is an error when a context is made
     * @return the identity
     */
    public Identity alias(String alias) {
        return new Identity(source, alias, hosts, ports);
    }

    /**
     * The same for these hosts alone: the names that the client expects in the server's certificate.
     *
     * @param first a name or an address, {@code *.lab.test} for one label before a name, {@code **.lab.test} for the
     *     name and everything below it
     * @param more others, any of which may match
     * @return the identity
     * @throws TlsConfigException if one has another form
     */
    public Identity forHost(String first, String... more) {
        List<HostPattern> patterns = Stream.concat(Stream.of(first), Arrays.stream(more))
                .map(HostPattern::parse)
                .toList();
        return new Identity(source, alias, patterns, ports);
    }

    /**
     * The same for these ports alone.
     *
     * @param first the server's port
     * @param more others, any of which may match
     * @return the identity
     */
    public Identity forPort(int first, int... more) {
        List<Integer> numbers = IntStream.concat(IntStream.of(first), IntStream.of(more))
                .boxed()
                .toList();
        return new Identity(source, alias, hosts, numbers);
    }

    /** Whether it is for this server; one that nobody names, or a port below 0, is fitted by no selector. */
    boolean isFor(@Nullable String host, int port) {
        return (hosts.isEmpty() || host != null && hosts.stream().anyMatch(pattern -> pattern.matches(host)))
                && (ports.isEmpty() || ports.contains(port));
    }

    /** Everything that is read for it, for whoever watches it or tells of it. */
    Stream<Material> materials() {
        return source.materials();
    }

    /**
     * Reads it.
     *
     * @throws TlsConfigException if anything is missing, damaged or does not belong together
     */
    ClientKey load() {
        return source.load(alias);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Identity identity
                && source.equals(identity.source)
                && Objects.equals(alias, identity.alias)
                && hosts.equals(identity.hosts)
                && ports.equals(identity.ports);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, alias, hosts, ports);
    }

    /** Where it comes from and what it is for; no secret. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>(List.of(source.toString()));
        if (alias != null) {
            parts.add("alias " + alias);
        }
        hosts.forEach(host -> parts.add("for host " + host));
        ports.forEach(port -> parts.add("for port " + port));
        return "Identity[" + String.join(", ", parts) + "]";
    }
}
