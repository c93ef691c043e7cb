package io.github.tlsclients.bench;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A full handshake through our factory beside one through a context built by hand: the same server, root, versions and
 * cipher suites, and endpoint identification on both. The bar: ours takes at most 5% more.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 15, time = 1)
@Fork(3)
public class HandshakeBench {
    @Param({"TLS_1_2", "TLS_1_3"})
    public TlsVersion version;

    private TlsEcho server;
    private SSLSocketFactory ours;
    private SSLSocketFactory byHand;
    private SSLParameters parameters;

    @Setup
    public void start() throws IOException, GeneralSecurityException {
        LabCa ca = LabCa.create();
        Path root = ca.writeTo(Files.createTempFile("bench", ".pem"));
        server = TlsEcho.start(ca.issue("localhost"), version.jsseName());
        TlsContext context = TlsContext.of(
                TlsConfig.builder().trust(Trust.pem(root)).versions(version).build());
        ours = context.socketFactory();
        byHand = byHand(root);
        parameters = context.parametersFor("localhost");
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        makeSure();
    }

    @TearDown
    public void stop() throws IOException {
        server.close();
    }

    @Benchmark
    public SSLSocket throughOurFactory() throws IOException {
        return shakeHands(ours, false);
    }

    @Benchmark
    public SSLSocket byHand() throws IOException {
        return shakeHands(byHand, true);
    }

    private SSLSocket shakeHands(SSLSocketFactory factory, boolean bare) throws IOException {
        int port = server.endpoint().port();
        try (Socket tcp = new Socket("localhost", port)) {
            tcp.setTcpNoDelay(true); // ours does so itself; without it both wait 40 ms, and nothing else is seen
            tcp.setSoLinger(true, 0); // a port that lingers is used up, and a minute has only so many
            SSLSocket tls = (SSLSocket) factory.createSocket(tcp, "localhost", port, false);
            if (bare) {
                tls.setSSLParameters(parameters);
            }
            tls.startHandshake();
            tls.getSession().invalidate(); // the next handshake is a full one again
            return tls;
        }
    }

    private void makeSure() throws IOException {
        throughOurFactory();
        try (HandshakeWatch watch = HandshakeWatch.begin()) {
            throughOurFactory();
            if (watch.resumed()) {
                throw new IllegalStateException("a session was resumed: this would measure something else");
            }
        }
    }

    private static SSLSocketFactory byHand(Path root) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream in = Files.newInputStream(root)) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
