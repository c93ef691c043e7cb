package io.github.tlsclients.tls;

import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.jsse.BCSSLParameters;
import org.bouncycastle.jsse.BCSSLSocket;

/** A TLS server that sends back each byte: the smallest peer a client can be tested against. */
public final class TlsEcho implements AutoCloseable {
    private final SSLServerSocket listener;

    private TlsEcho(SSLServerSocket listener) {
        this.listener = listener;
    }

    public static TlsEcho start(LabCertificate certificate, String... protocols) throws IOException {
        return start(certificate.serverContext(), false, protocols);
    }

    public static TlsEcho wantingClients(LabCertificate certificate, X509Certificate root, String... protocols)
            throws IOException {
        return start(certificate.serverContext(List.of(root)), true, protocols);
    }

    /** Wants a client certificate, names no issuers, and accepts none. */
    public static TlsEcho refusingClients(LabCertificate certificate) throws IOException {
        return start(certificate.serverContext(new TrustManager[] {new NobodyIsTrusted()}), true);
    }

    /** On Bouncy Castle's TLS, which has ML-DSA. */
    static TlsEcho postQuantum(LabCertificate certificate) throws IOException, GeneralSecurityException {
        char[] password = "in memory only".toCharArray();
        KeyStore keys = BouncyCastle.newKeyStore();
        keys.load(null, password);
        X509Certificate[] chain = certificate.sent().toArray(X509Certificate[]::new);
        for (int i = 0; i < chain.length; i++) {
            chain[i] = TlsProvider.BOUNCY_CASTLE.adopt(chain[i]); // it finds its own kind alone
        }
        keys.setKeyEntry("server", certificate.key(), password, chain);
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX", BouncyCastle.JSSE);
        keyManagers.init(keys, password);
        SSLContext context = SSLContext.getInstance("TLS", BouncyCastle.JSSE);
        context.init(keyManagers.getKeyManagers(), null, null);
        return start(context, false);
    }

    private static TlsEcho start(SSLContext context, boolean needClient, String... protocols) throws IOException {
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(needClient);
        if (protocols.length > 0) {
            listener.setEnabledProtocols(protocols);
        }
        TlsEcho echo = new TlsEcho(listener);
        Thread thread = new Thread(echo::serve, "tls-echo");
        thread.setDaemon(true);
        thread.start();
        return echo;
    }

    public Endpoint endpoint() {
        return Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                SSLSocket client = (SSLSocket) listener.accept();
                if (client instanceof BCSSLSocket bouncy) {
                    BCSSLParameters parameters = bouncy.getParameters();
                    parameters.setSignatureSchemes(new String[] {"mldsa44", "mldsa65", "mldsa87"});
                    bouncy.setParameters(parameters);
                }
                client.setTcpNoDelay(true);
                Thread thread = new Thread(() -> echo(client), "tls-echo-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private static void echo(SSLSocket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            // the client refused us, which is what many tests want
        }
    }

    private static final class NobodyIsTrusted implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("nobody is trusted here");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
            throw new CertificateException("nobody is trusted here");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
