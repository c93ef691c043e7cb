package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.Observer;
import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.wire.Recording;
import io.github.tlsclients.wire.Tap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Wireshark makes of an export: tshark is its other face. */
class PcapngIT {
    private static final String SECRET_PATH = "/private?of=" + Clients.SECRET;
    private static final LabCa CA = LabCa.create();

    private static Observer observer;

    @BeforeAll
    static void start() {
        observer = Observer.start();
    }

    @AfterAll
    static void stop() {
        observer.close();
    }

    @Test
    void tsharkHasNothingToComplainOf() throws IOException {
        Recording recording = new Recording();
        try (LabServer https = lab(TlsMode.IMPLICIT);
                LabServer upgrade = lab(TlsMode.STARTTLS)) {
            for (TlsMode mode : TlsMode.values()) {
                int port = (mode == TlsMode.IMPLICIT ? https : upgrade).port();
                try (HttpSession session = HttpSession.open(
                        Clients.endpoint(mode, port), Clients.trusting(CA).observedBy(recording))) {
                    try (HttpAnswer answer = session.get("/big", Headers.EMPTY)) {
                        assertThat(answer.body().readNBytes(1 << 20)).hasSize(1 << 20);
                    }
                }
            }
            List<String> spoken =
                    List.of("-d", "tcp.port==" + https.port() + ",tls", "-d", "tcp.port==" + upgrade.port() + ",tls");

            assertThat(fields(recording, spoken, "_ws.malformed || tcp.analysis.flags", "frame.number", "_ws.col.info"))
                    .isEmpty();
            assertThat(experts(recording, spoken)).doesNotContain("Errors").doesNotContain("Warns");
            assertThat(fields(
                            recording,
                            List.of("-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"),
                            "tcp.checksum.status != 1 || ip.checksum.status == 0",
                            "frame.number"))
                    .isEmpty();
            assertThat(fields(recording, List.of("-2"), "tcp.flags.fin == 1", "tcp.stream", "tcp.completeness"))
                    .containsExactly(List.of("0", "31"), List.of("0", "31"), List.of("1", "31"), List.of("1", "31"));
            assertThat(fields(
                            recording, spoken, "tls.handshake.type == 2", "tls.handshake.extensions.supported_version"))
                    .containsExactly(List.of("0x0304"), List.of("0x0304"));
            assertThat(fields(recording, List.of(), "dns", "dns.qry.name", "ip.dst"))
                    .containsExactly(List.of("localhost", "192.0.2.53"), List.of("localhost", "192.0.2.53"));
            assertThat(fields(recording, List.of(), "frame.number == 1", "frame.comment"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"IMPLICIT, 1.2", "IMPLICIT, 1.3", "STARTTLS, 1.2", "STARTTLS, 1.3"})
    void withTheKeyLogInTheFileTheRequestIsReadAndWithoutItIsNot(TlsMode mode, String version, @TempDir Path directory)
            throws IOException, InterruptedException {
        Path keyLog = directory.resolve("keys");
        try (LabServer lab = lab(mode);
                Tap tap = tapBefore(lab.port())) {
            String said = get(mode, tap.port(), version, keyLog, CA.writeTo(directory.resolve("ca.pem")));

            assertThat(said)
                    .contains("tls: warning: everybody who has " + keyLog + " can read these sessions")
                    .contains("tls: warning: sessions of --provider bc are not in it");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyLog)))
                    .isEqualTo("rw-------");
            Optional<String> keys = Optional.of(Files.readString(keyLog));
            assertThat(asked(tap.recording(), keys, mode, lab.port())).isTrue();
            assertThat(asked(tap.recording(), Optional.empty(), mode, lab.port()))
                    .isFalse();
        }
    }

    /** Its tickets would leave TLS 1.2 without a number, by which the agent tells the sessions. */
    @Test
    void aServerOfTicketsIsReadAsWell(@TempDir Path directory) throws IOException, InterruptedException {
        Path keyLog = directory.resolve("keys");
        try (ServerContainer nginx = ServerContainer.start("http", "nginx", 443);
                Tap tap = tapBefore(nginx.port(443))) {
            get(TlsMode.IMPLICIT, tap.port(), "1.2", keyLog, nginx.ca().writeTo(directory.resolve("ca.pem")));

            Optional<String> keys = Optional.of(Files.readString(keyLog));
            assertThat(asked(tap.recording(), keys, TlsMode.IMPLICIT, nginx.port(443)))
                    .isTrue();
        }
    }

    /**
     * Whether tshark sees the request. It does not know the upgrade of RFC 2817 and is told that there is TLS: inside it
     * follows the stream, as Wireshark's window of that name does.
     */
    private static boolean asked(Recording recording, Optional<String> keys, TlsMode mode, int port)
            throws IOException {
        List<String> speaksTls = List.of("-d", "tcp.port==" + port + ",tls");
        if (mode == TlsMode.IMPLICIT) {
            String request = "http2.headers.method == \"GET\" && http2.headers.path == \"" + SECRET_PATH + "\"";
            return !observer.fields(recording, keys, speaksTls, request, "frame.number")
                    .isEmpty();
        }
        List<String> follow = List.of("-d", "tcp.port==" + port + ",tls", "-q", "-z", "follow,tls,ascii,0");
        return observer.tshark(recording, keys, follow).contains("GET " + SECRET_PATH + " HTTP/1.1");
    }

    /** The session that the agent looks on: the launcher's, as a user starts it. */
    private static String get(TlsMode mode, int port, String version, Path keyLog, Path ca)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        ServerContainer.repository().resolve("common/bin/tls").toString(),
                        "http",
                        "get",
                        Clients.endpoint(mode, port) + SECRET_PATH.substring(1),
                        "--ca",
                        ca.toString(),
                        "--tls",
                        version,
                        "--http2") // which tshark tells by the ALPN
                .redirectErrorStream(true);
        builder.environment().put("SSLKEYLOGFILE", keyLog.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(said).containsPattern("40[14]"); // refused, inside TLS
        return said;
    }

    private static LabServer lab(TlsMode mode) throws IOException {
        return HttpLab.start(mode, CA.issue("localhost", "127.0.0.1"), LabAccount.create());
    }

    private static Tap tapBefore(int port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return Tap.listening(new InetSocketAddress(loopback, 0), new InetSocketAddress(loopback, port));
    }

    private static List<List<String>> fields(Recording recording, List<String> options, String filter, String... fields)
            throws IOException {
        return observer.fields(recording, Optional.empty(), options, filter, fields);
    }

    private static String experts(Recording recording, List<String> options) throws IOException {
        return observer.tshark(
                recording,
                Optional.empty(),
                List.of(options.get(0), options.get(1), options.get(2), options.get(3), "-q", "-z", "expert,warn"));
    }
}
