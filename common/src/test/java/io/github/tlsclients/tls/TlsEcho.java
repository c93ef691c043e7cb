package io.github.tlsclients.tls;

import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
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

    private final Consumer<SSLSocket> settings;

    private TlsEcho(SSLServerSocket listener, Consumer<SSLSocket> settings) {
        this.listener = listener;
        this.settings = settings;
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
    static TlsEcho postQuantum(LabCertificate certificate) throws IOException {
        return start(
                bouncyCastle(certificate),
                false,
                set(parameters -> parameters.setSignatureSchemes(new String[] {"mldsa44", "mldsa65", "mldsa87"})));
    }

    /** On Bouncy Castle's TLS, which has ML-KEM, and takes these key-exchange groups alone. */
    public static TlsEcho offeringOnly(LabCertificate certificate, String... groups) throws IOException {
        return start(bouncyCastle(certificate), false, groups(groups));
    }

    /** A server's context on Bouncy Castle's TLS. */
    public static SSLContext bouncyCastle(LabCertificate certificate) {
        try {
            char[] password = "in memory only".toCharArray();
            KeyStore keys = BouncyCastle.newKeyStore();
            keys.load(null, password);
            X509Certificate[] chain = certificate.sent().toArray(X509Certificate[]::new);
            for (int i = 0; i < chain.length; i++) {
                chain[i] = TlsProvider.BOUNCY_CASTLE.adopt(chain[i]); // it finds its own kind alone
            }
            keys.setKeyEntry("server", BouncyCastle.privateKey(certificate.key().getEncoded()), password, chain);
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance("PKIX", BouncyCastle.JSSE);
            keyManagers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS", BouncyCastle.JSSE);
            context.init(keyManagers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a socket of a server on Bouncy Castle's TLS take these key-exchange groups alone. */
    public static Consumer<SSLSocket> groups(String... groups) {
        return set(parameters -> {
            parameters.setNamedGroups(groups);
            // without them, no signature by a curve is left that is not among the groups
            parameters.setSignatureSchemes(
                    new String[] {"ecdsa_secp256r1_sha256", "ed25519", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"});
        });
    }

    private static Consumer<SSLSocket> set(Consumer<BCSSLParameters> settings) {
        return client -> {
            BCSSLParameters parameters = ((BCSSLSocket) client).getParameters();
            settings.accept(parameters);
            ((BCSSLSocket) client).setParameters(parameters);
        };
    }

    private static TlsEcho start(SSLContext context, boolean needClient, String... protocols) throws IOException {
        return start(context, needClient, client -> {}, protocols);
    }

    private static TlsEcho start(
            SSLContext context, boolean needClient, Consumer<SSLSocket> settings, String... protocols)
            throws IOException {
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listener.setNeedClientAuth(needClient);
        if (protocols.length > 0) {
            listener.setEnabledProtocols(protocols);
        }
        TlsEcho echo = new TlsEcho(listener, settings);
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
                settings.accept(client);
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
