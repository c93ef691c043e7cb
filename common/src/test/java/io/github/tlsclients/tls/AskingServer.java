package io.github.tlsclients.tls;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;

/** A TLS server that asks for a client certificate, and tells each client whose it got. */
final class AskingServer implements AutoCloseable {
    private static final String NOBODY = "nobody";
    private static final String[] WITH_ML_DSA = {"ecdsa_secp256r1_sha256", "mldsa44", "mldsa65", "mldsa87"};

    private final LabCa ca = LabCa.create();
    private final SSLServerSocket listener;

    private AskingServer(Maker maker) {
        try {
            SSLContext context = maker.make(ca.issue("localhost", "mail.lab.test", "a.b.lab.test"));
            listener = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        listener.setWantClientAuth(true);
        Thread thread = new Thread(this::serve, "asking-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** On the JDK's TLS. It names these roots as the issuers that it takes. */
    static AskingServer trusting(X509Certificate... roots) {
        return new AskingServer(certificate -> certificate.serverContext(List.of(roots)));
    }

    /** On Bouncy Castle's TLS, taking ML-DSA. */
    static AskingServer postQuantum(X509Certificate root) {
        return new AskingServer(certificate -> {
            char[] password = "in memory only".toCharArray();
            KeyStore keys = BouncyCastle.newKeyStore();
            keys.load(null, password);
            keys.setKeyEntry(
                    "server", certificate.key(), password, certificate.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX", BouncyCastle.JSSE);
            keyManagers.init(keys, password);
            KeyStore roots = BouncyCastle.newKeyStore();
            roots.load(null, password);
            roots.setCertificateEntry("root", root);
            TrustManagerFactory trustManagers = TrustManagerFactory.getInstance("PKIX", BouncyCastle.JSSE);
            trustManagers.init(roots);
            SSLContext context = SSLContext.getInstance("TLS", BouncyCastle.JSSE);
            context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
            return context;
        });
    }

    /** A configuration that trusts this server. */
    TlsConfig.Builder config() {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate()));
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The common name that arrives here, or {@code nobody}. */
    String shownBy(TlsConfig config) throws IOException {
        return shownBy(TlsContext.of(config));
    }

    /** The common name that arrives here, or {@code nobody}. */
    String shownBy(TlsContext context) throws IOException {
        try (SSLSocket socket = (SSLSocket) context.socketFactory().createSocket("localhost", port())) {
            return answer(socket);
        }
    }

    static String answer(SSLSocket socket) throws IOException {
        socket.setSoTimeout(10_000);
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (SSLSocket client = (SSLSocket) listener.accept()) {
                if (client instanceof BCSSLSocket bouncy) {
                    BCSSLParameters parameters = bouncy.getParameters();
                    parameters.setSignatureSchemes(WITH_ML_DSA);
                    bouncy.setParameters(parameters);
                }
                OutputStream out = client.getOutputStream();
                out.write(clientOf(client).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // a client that was refused, or we are closed
            }
        }
    }

    private static String clientOf(SSLSocket client) {
        try {
            return client.getSession().getPeerPrincipal().getName().replace("CN=", "");
        } catch (IOException e) {
            return NOBODY;
        }
    }

    private interface Maker {
        SSLContext make(LabCertificate certificate) throws IOException, GeneralSecurityException;
    }
}
