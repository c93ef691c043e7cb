package io.github.tlsclients.lab;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
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

    /** A context for a server that shows this certificate. */
    public SSLContext serverContext() {
        return serverContext(List.of());
    }

    /** A context for a server that shows this certificate, and takes client certificates of these roots. */
    public SSLContext serverContext(List<X509Certificate> clientRoots) {
        try {
            KeyStore keys = emptyStore();
            keys.setKeyEntry("server", key, IN_MEMORY, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX");
            keyManagers.init(keys, IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), trusting(clientRoots), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the lab's own certificate cannot be used", e);
        }
    }

    /** The chain in PEM, leaf first. */
    public String chainPem() {
        return chain.stream().map(LabCertificate::pem).collect(Collectors.joining());
    }

    /** The private key in PEM, as PKCS#8. */
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

    private static String pem(String label, byte[] der) {
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
