package io.github.tlsclients.bench;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
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
 * What a connection costs by the kind of its handshake: time, and, told before it, the bytes on the wire both ways. A connection is
 * TCP, the handshake and one byte there and back, behind which the tickets of TLS 1.3 have come as well. The time is that
 * of both sides, since the server is in this JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 8, time = 1)
@Fork(1)
public class HandshakeKindsBench {
    @Param
    public Kind kind;

    private TlsEcho server;
    private TlsContext context;

    /** Bouncy Castle resumes no session of TLS 1.3, where it talks to itself: nobody else here has hybrid groups. */
    public enum Kind {
        JDK_1_2(TlsProvider.JDK, TlsVersion.TLS_1_2, false),
        JDK_1_2_RESUMED(TlsProvider.JDK, TlsVersion.TLS_1_2, true),
        JDK_1_3(TlsProvider.JDK, TlsVersion.TLS_1_3, false),
        JDK_1_3_RESUMED(TlsProvider.JDK, TlsVersion.TLS_1_3, true),
        BC_1_2(TlsProvider.BOUNCY_CASTLE, TlsVersion.TLS_1_2, false),
        BC_1_2_RESUMED(TlsProvider.BOUNCY_CASTLE, TlsVersion.TLS_1_2, true),
        BC_1_3(TlsProvider.BOUNCY_CASTLE, TlsVersion.TLS_1_3, false, "secp256r1"),
        BC_1_3_HYBRID(
                TlsProvider.BOUNCY_CASTLE,
                TlsVersion.TLS_1_3,
                false,
                "X25519MLKEM768",
                "secp256r1"); // the latter for the signature

        private final TlsProvider provider;
        private final TlsVersion version;
        private final boolean resumed;
        private final List<String> groups;

        Kind(TlsProvider provider, TlsVersion version, boolean resumed, String... groups) {
            this.provider = provider;
            this.version = version;
            this.resumed = resumed;
            this.groups = List.of(groups);
        }
    }

    @Setup
    public void start() throws IOException {
        LabCa ca = LabCa.create();
        LabCertificate certificate = ca.issue("localhost");
        TlsConfig.Builder config = TlsConfig.builder()
                .trust(Trust.pem(ca.writeTo(Files.createTempFile("bench", ".pem"))))
                .provider(kind.provider)
                .versions(kind.version);
        if (!kind.groups.isEmpty()) {
            server = TlsEcho.offeringOnly(certificate, kind.groups.toArray(String[]::new));
            config.groups(kind.groups.subList(0, 1));
        } else {
            server = TlsEcho.start(certificate, kind.version.jsseName());
        }
        context = TlsContext.of(config.build());
        makeSure();
    }

    @TearDown
    public void stop() throws IOException {
        server.close();
    }

    @Benchmark
    public long connection() throws IOException {
        int port = server.endpoint().port();
        try (CountingSocket tcp = new CountingSocket(port)) {
            tcp.setTcpNoDelay(true);
            tcp.setSoLinger(true, 0); // a port that lingers is used up, and a minute has only so many
            SSLSocket tls = (SSLSocket) context.socketFactory().createSocket(tcp, "localhost", port, false);
            tls.getOutputStream().write('?');
            if (tls.getInputStream().read() != '?') {
                throw new IOException("the server is no echo");
            }
            if (!kind.resumed) {
                tls.getSession().invalidate();
            }
            return tcp.bytes;
        }
    }

    private void makeSure() throws IOException {
        connection();
        try (HandshakeWatch watch = HandshakeWatch.begin()) {
            long bytes = connection();
            if (watch.resumed() != kind.resumed) {
                throw new IllegalStateException(kind + ": resumed: " + watch.resumed());
            }
            System.out.println(kind + ": " + bytes + " bytes on the wire"); // JMH would sum them up
        }
    }

    /** Counts what TLS reads and writes. */
    private static final class CountingSocket extends Socket {
        private long bytes;

        CountingSocket(int port) throws IOException {
            super("localhost", port);
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int read = super.read();
                    bytes += read < 0 ? 0 : 1;
                    return read;
                }

                @Override
                public int read(byte[] to, int offset, int length) throws IOException {
                    int count = super.read(to, offset, length);
                    bytes += Math.max(0, count);
                    return count;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int one) throws IOException {
                    out.write(one);
                    bytes++;
                }

                @Override
                public void write(byte[] from, int offset, int length) throws IOException {
                    out.write(from, offset, length);
                    bytes += length;
                }
            };
        }
    }
}
