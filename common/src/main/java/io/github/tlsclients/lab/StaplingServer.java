package io.github.tlsclients.lab;

import io.github.tlsclients.tls.TlsVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ocsp.OCSPResponse;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateEntry;
import org.bouncycastle.tls.CertificateStatus;
import org.bouncycastle.tls.CertificateStatusType;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureScheme;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;
import org.jspecify.annotations.Nullable;

/**
 * A TLS server that staples OCSP responses (RFC 6066 section 8, RFC 8446 section 4.4.2.1): whichever bytes a test gives
 * it, to every client that asks for a staple. Else it sends back each byte it hears.
 *
 * <p>The JDK's server staples by a system property alone, and only what a responder says; this one is Bouncy Castle's.
 */
public final class StaplingServer implements LabServer {
    private final ServerSocket listener;
    private final LabCertificate certificate;
    private final List<byte[]> staples;
    private final TlsVersion version;
    private final JcaTlsCrypto crypto = new JcaTlsCryptoProvider()
            .setProvider(SigningKey.BouncyCastle.PROVIDER)
            .create(new SecureRandom());
    private final AtomicInteger stapled = new AtomicInteger();

    private StaplingServer(
            ServerSocket listener, LabCertificate certificate, List<byte[]> staples, TlsVersion version) {
        this.listener = listener;
        this.certificate = certificate;
        this.staples = staples;
        this.version = version;
    }

    /**
     * Starts one that speaks this version alone.
     *
     * @param certificate what it shows; its key is EC on P-256 or RSA
     * @param version the TLS version
     * @param staples OCSP responses in DER for the certificates of the chain, the leaf's first: none for a server that
     *     does not staple. TLS 1.2 has room for the leaf's alone
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static StaplingServer start(LabCertificate certificate, TlsVersion version, byte[]... staples)
            throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        StaplingServer server = new StaplingServer(listener, certificate, List.of(staples), version);
        server.run(server::serve);
        return server;
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * How many handshakes had a staple in them: a client that does not ask gets none.
     *
     * @return the number so far
     */
    public int stapled() {
        return stapled.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket closes", e);
        }
    }

    private void run(Runnable work) {
        Thread thread = new Thread(work, "stapling-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                run(() -> echo(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void echo(Socket client) {
        try (client) {
            TlsServerProtocol protocol = new TlsServerProtocol(client.getInputStream(), client.getOutputStream());
            protocol.accept(new Server());
            protocol.getInputStream().transferTo(protocol.getOutputStream());
            protocol.close();
        } catch (IOException e) {
            // the client refused us, which is what many tests want
        }
    }

    /** One handshake. */
    private final class Server extends DefaultTlsServer {
        private final boolean rsa = certificate.key().getAlgorithm().equals("RSA");

        Server() {
            super(crypto);
        }

        @Override
        protected ProtocolVersion[] getSupportedVersions() {
            return (version == TlsVersion.TLS_1_3 ? ProtocolVersion.TLSv13 : ProtocolVersion.TLSv12).only();
        }

        @Override
        protected int[] getSupportedCipherSuites() {
            return new int[] {
                CipherSuite.TLS_AES_128_GCM_SHA256,
                rsa
                        ? CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
                        : CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
            };
        }

        @Override
        public TlsCredentials getCredentials() throws IOException {
            int scheme = rsa ? SignatureScheme.rsa_pss_rsae_sha256 : SignatureScheme.ecdsa_secp256r1_sha256;
            return new JcaDefaultTlsCredentialedSigner(
                    new TlsCryptoParameters(context),
                    crypto,
                    certificate.key(),
                    chain(),
                    SignatureScheme.getSignatureAndHashAlgorithm(scheme));
        }

        /** TLS 1.2 has a message of its own for the staple. */
        @Override
        public @Nullable CertificateStatus getCertificateStatus() {
            return staples.isEmpty() ? null : counted(new Staple(staples.get(0)));
        }

        /** TLS 1.3 has the staples beside the certificates. */
        private Certificate chain() throws IOException {
            boolean beside = version == TlsVersion.TLS_1_3 && certificateStatusRequest != null;
            List<X509Certificate> sent = certificate.chain();
            CertificateEntry[] entries = new CertificateEntry[sent.size()];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = new CertificateEntry(
                        adopt(sent.get(i)), beside && i < staples.size() ? extension(staples.get(i)) : null);
            }
            if (beside && !staples.isEmpty()) {
                stapled.incrementAndGet();
            }
            return version == TlsVersion.TLS_1_3
                    ? new Certificate(TlsUtils.EMPTY_BYTES, entries)
                    : new Certificate(null, entries);
        }

        private CertificateStatus counted(CertificateStatus status) {
            stapled.incrementAndGet();
            return status;
        }
    }

    private TlsCertificate adopt(X509Certificate certificate) throws IOException {
        try {
            return crypto.createCertificate(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate has an encoding", e);
        }
    }

    private static Hashtable<Integer, byte[]> extension(byte[] staple) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Staple(staple).encode(out);
        Hashtable<Integer, byte[]> extensions = new Hashtable<>();
        extensions.put(TlsExtensionsUtils.EXT_status_request, out.toByteArray());
        return extensions;
    }

    /** Bytes as they were given, which need not be a response. */
    private static final class Staple extends CertificateStatus {
        private final byte[] bytes;

        Staple(byte[] bytes) {
            super(
                    CertificateStatusType.ocsp,
                    new OCSPResponse(new OCSPResponseStatus(OCSPResponseStatus.TRY_LATER), null));
            this.bytes = bytes;
        }

        @Override
        public void encode(OutputStream out) throws IOException {
            TlsUtils.writeUint8(CertificateStatusType.ocsp, out);
            TlsUtils.writeOpaque24(bytes, out);
        }
    }
}
