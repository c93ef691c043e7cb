package io.github.tlsclients.lab;

import io.github.tlsclients.lab.CertificateMaker.Issuer;
import io.github.tlsclients.tls.Identity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate of the lab with its private key.
 *
 * @param key the private key
 * @param chain the leaf first, the root last
 */
public record LabCertificate(PrivateKey key, List<X509Certificate> chain) {
    private static final char[] IN_MEMORY = "in memory only".toCharArray();

    /**
     * A certificate that vouches for itself.
     *
     * @param spec what it is to be like
     * @return the certificate with its key, alone in its chain
     */
    public static LabCertificate selfSigned(CertificateSpec spec) {
        SigningKey key = SigningKey.generate(spec);
        Issuer itself = new Issuer(CertificateMaker.name(spec), key, Map.of());
        return new LabCertificate(key.privateKey(), List.of(CertificateMaker.make(spec, key.publicKey(), itself)));
    }

    /**
     * The certificate itself.
     *
     * @return the first of the chain
     */
    public X509Certificate leaf() {
        return chain.get(0);
    }

    /**
     * What a server sends: the chain without the root, which clients have.
     *
     * @return the leaf first
     */
    public List<X509Certificate> sent() {
        X509Certificate last = chain.get(chain.size() - 1);
        boolean rooted = chain.size() > 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal());
        return rooted ? chain.subList(0, chain.size() - 1) : chain;
    }

    /**
     * What a client of ours shows to servers.
     *
     * @return the key with its chain
     */
    public Identity identity() {
        return Identity.of(key, chain);
    }

    /**
     * A context for a server that shows this certificate, by the JDK's TLS.
     *
     * @return the context
     */
    public SSLContext serverContext() {
        return serverContext(List.of());
    }

    /**
     * A context for a server that shows this certificate, and takes client certificates of these roots.
     *
     * @param clientRoots whose clients are let in; none: no client is asked
     * @return the context
     */
    public SSLContext serverContext(List<X509Certificate> clientRoots) {
        try {
            return serverContext(trusting(clientRoots));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the lab's own roots cannot be used", e);
        }
    }

    /**
     * A context for a server that shows this certificate, and lets others decide about client certificates.
     *
     * @param clients who decides; none: no client is asked
     * @return the context
     */
    public SSLContext serverContext(TrustManager[] clients) {
        try {
            KeyStore keys = emptyStore();
            keys.setKeyEntry("server", key, IN_MEMORY, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(keys, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), clients, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the lab's own certificate cannot be used", e);
        }
    }

    /**
     * The whole chain in PEM.
     *
     * @return the text, leaf first
     */
    public String chainPem() {
        return chain.stream().map(LabCertificate::pem).collect(Collectors.joining());
    }

    /**
     * The private key in PEM, as PKCS#8.
     *
     * @return the text
     */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate has an encoding", e);
        }
    }

    static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static TrustManager[] trusting(List<X509Certificate> roots) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (X509Certificate root : roots) {
            store.setCertificateEntry(root.getSerialNumber().toString(), root);
        }
        if (roots.isEmpty()) {
            return new TrustManager[0];
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory.getTrustManagers();
    }

    /** JKS, which takes chains that do not add up: servers send such, and the lab must too. */
    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("JKS");
        store.load(null, IN_MEMORY);
        return store;
    }

    @Override
    public String toString() {
        return "LabCertificate[" + chain.get(0).getSubjectX500Principal().getName() + "]";
    }
}
