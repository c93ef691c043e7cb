package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH TLS, and everything that may be answered to it. */
class FtpUpgradeTest {
    private final LabCa ca = LabCa.create();

    @ParameterizedTest
    @CsvSource({
        "500 unknown command, STARTTLS_NOT_OFFERED",
        "501 no such argument, STARTTLS_NOT_OFFERED",
        "503 not now, STARTTLS_REFUSED",
        "533 not protected enough, STARTTLS_REFUSED",
        "550 no, STARTTLS_REFUSED",
        "120 in a minute, STARTTLS_MALFORMED",
        "220 ready, STARTTLS_MALFORMED",
        "230 welcome, STARTTLS_MALFORMED",
        "235 welcome, STARTTLS_MALFORMED",
        "331 password?, STARTTLS_MALFORMED",
        "335 ADAT=x, STARTTLS_MALFORMED",
        "502 not implemented, STARTTLS_NOT_OFFERED",
        "504 no such mechanism, STARTTLS_NOT_OFFERED",
        "431 not now, STARTTLS_REFUSED",
        "534 not allowed, STARTTLS_REFUSED",
        "530 log in first, STARTTLS_REFUSED",
        "421 go away, STARTTLS_REFUSED",
        "334 ADAT=x, STARTTLS_MALFORMED",
        "200 fine, STARTTLS_MALFORMED",
        "232 you are logged in, STARTTLS_MALFORMED",
        "2345, STARTTLS_MALFORMED",
        "234x, STARTTLS_MALFORMED",
        "hello, STARTTLS_MALFORMED"
    })
    void refusesWhenAuthTlsIsAnsweredOtherwiseThan234(String reply, TlsFailure failure) throws IOException {
        try (ScriptedServer server = ScriptedServer.start("220 ready\r\n", line -> reply + "\r\n")) {
            TlsException refusal = refusal(server);

            assertThat(refusal.failure()).isEqualTo(failure);
            assertThat(refusal).hasMessageContaining(reply);
            assertThat(server.heard()).containsExactly("AUTH TLS");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "421 too many users, STARTTLS_REFUSED",
        "230 you are logged in, STARTTLS_MALFORMED",
        "* OK IMAP4rev2 ready, STARTTLS_MALFORMED",
        "SSH-2.0-OpenSSH_10.0, STARTTLS_MALFORMED"
    })
    void saysNothingToAServerThatDoesNotGreet(String greeting, TlsFailure failure) throws IOException {
        try (ScriptedServer server = ScriptedServer.start(greeting + "\r\n", line -> "234 go\r\n")) {
            assertThat(refusal(server).failure()).isEqualTo(failure);
            assertThat(server.heard()).isEmpty();
        }
    }

    @Test
    void injectedPlaintextNeverReachesTheSession() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(
                "220 ready\r\n", line -> "234 go\r\n200 forged\r\n200 forged\r\n331 forged\r\n230 forged\r\n")) {
            assertThat(refusal(server).failure()).isEqualTo(TlsFailure.STARTTLS_INJECTED);
            assertThat(server.heard()).noneMatch(FtpUpgradeTest::isLogin);
        }
    }

    /** Whoever sends consent along with the greeting leaves the server's own consent in the place of TLS. */
    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aReplyTooManyIsNotTakenForTheNextOne(TlsProvider provider) throws IOException {
        try (ScriptedServer server = ScriptedServer.start("220 ready\r\n234 go\r\n", line -> "234 go\r\n")) {
            assertThat(refusal(server, provider).failure()).isEqualTo(TlsFailure.STARTTLS_INJECTED);
            assertThat(server.heard()).noneMatch(FtpUpgradeTest::isLogin);
        }
    }

    @Test
    void aReplyWithoutEndIsNotReadForEver() throws IOException {
        String endless = "234-" + "endless ".repeat(10_000);
        try (ScriptedServer line = ScriptedServer.start("220 ready\r\n", heard -> endless);
                ScriptedServer lines = ScriptedServer.start("220-ready\r\n".repeat(1_000), heard -> "")) {
            assertThat(refusal(line).failure()).isEqualTo(TlsFailure.STARTTLS_MALFORMED);
            assertThat(refusal(lines).failure()).isEqualTo(TlsFailure.STARTTLS_MALFORMED);
        }
    }

    @Test
    void aServerThatHangsUpOrFallsSilentIsNotWaitedForInVain() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread silent = new Thread(() -> hangUpThenKeepSilent(listener));
            silent.setDaemon(true);
            silent.start();

            assertThat(refusal(listener.getLocalPort(), Duration.ofSeconds(20)).failure())
                    .isEqualTo(TlsFailure.STARTTLS_REFUSED);
            assertThat(refusal(listener.getLocalPort(), Duration.ofMillis(500)).failure())
                    .isEqualTo(TlsFailure.TIMEOUT);
        }
    }

    @Test
    void greetingAndConsentMayHaveSeveralLinesAndDelays() throws IOException {
        LabAccount account = LabAccount.create();
        try (FtpLab lab = FtpLab.start(TlsMode.STARTTLS, ca.issue("localhost"), account);
                ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread front = new Thread(() -> talkThenHandOver(listener, lab.port()));
            front.setDaemon(true);
            front.start();
            Endpoint endpoint = Endpoint.of(Protocol.FTP, TlsMode.STARTTLS, "localhost", listener.getLocalPort());
            try (FtpSession session = FtpSession.connect(endpoint, trusting(TlsProvider.JDK, Duration.ofSeconds(20)))) {
                session.login(account.user(), account.password().toCharArray());

                assertThat(session.report().clearText())
                        .containsExactly(
                                "S: 120 in a minute",
                                "S: 220-welcome",
                                "S: 221 is not the end",
                                "S: 220 ready",
                                "C: AUTH TLS",
                                "S: 234-go",
                                "S: 234 ahead");
            }
        }
    }

    @Test
    void theModeOfTheOtherPortIsRecognised() throws IOException {
        try (LabServer implicit = FtpLab.start(TlsMode.IMPLICIT, ca.issue("localhost"), LabAccount.create());
                ScriptedServer clear = ScriptedServer.start("220 ready\r\n", line -> "500 what?\r\n")) {
            assertThat(refusal(implicit.port(), Duration.ofSeconds(20)).failure())
                    .isEqualTo(TlsFailure.TLS_ON_UPGRADE_PORT);
            TlsException refusal = catchThrowableOfType(
                    TlsException.class,
                    () -> FtpSession.connect(
                            Endpoint.of(Protocol.FTP, TlsMode.IMPLICIT, "localhost", clear.port()),
                            trusting(TlsProvider.JDK, Duration.ofSeconds(20))));
            assertThat(refusal.failure()).isEqualTo(TlsFailure.PLAINTEXT_ON_TLS_PORT);
            assertThat(refusal.hint()).contains("ftp+starttls://localhost:" + clear.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"USER ada\r\n", "PASS x\r\n", "PROT P\r\n"})
    void theLabTakesNothingBeforeTls(String command) throws IOException {
        try (LabServer lab = FtpLab.start(TlsMode.STARTTLS, ca.issue("localhost"), LabAccount.create())) {
            assertThat(answerOf(lab, command + "QUIT\r\n")).startsWith("220 ").contains("\r\n530 ");
            // in one piece with AUTH TLS, as somebody in between would place it
            assertThat(answerOf(lab, "AUTH TLS\r\n" + command)).endsWith("TLS connection.\r\n");
        }
    }

    private static String answerOf(LabServer lab, String commands) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), lab.port()), 30_000);
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void hangUpThenKeepSilent(ServerSocket listener) {
        try {
            listener.accept().close();
            listener.accept();
        } catch (IOException e) {
            throw new IllegalStateException("the test is over", e);
        }
    }

    /** Speaks for the lab until TLS begins, then passes everything on. */
    private static void talkThenHandOver(ServerSocket listener, int port) {
        try (Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port)) {
            readLine(server);
            say(client, "120 in a minute\r\n220-welcome\r\n221 is not the end\r\n220 ready\r\n");
            readLine(client);
            say(server, "AUTH TLS\r\n");
            readLine(server);
            say(client, "234-go\r\n234 ahead\r\n");
            Thread up = new Thread(() -> pump(client, server));
            up.setDaemon(true);
            up.start();
            pump(server, client);
        } catch (IOException e) {
            throw new IllegalStateException("the front breaks", e);
        }
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void readLine(Socket from) throws IOException {
        int next;
        do {
            next = from.getInputStream().read();
        } while (next >= 0 && next != '\n');
    }

    private static void pump(Socket from, Socket to) {
        try (InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
        } catch (IOException e) {
            return; // one side has hung up
        }
    }

    private static boolean isLogin(String line) {
        return List.of("USER", "PASS").stream().anyMatch(line::contains);
    }

    private TlsException refusal(LabServer server) {
        return refusal(server, TlsProvider.JDK);
    }

    private TlsException refusal(LabServer server, TlsProvider provider) {
        return refusal(server.port(), trusting(provider, Duration.ofSeconds(20)));
    }

    private TlsException refusal(int port, Duration timeout) {
        return refusal(port, trusting(TlsProvider.JDK, timeout));
    }

    private static TlsException refusal(int port, TlsContext context) {
        Endpoint endpoint = Endpoint.of(Protocol.FTP, TlsMode.STARTTLS, "localhost", port);
        return catchThrowableOfType(TlsException.class, () -> {
            try (FtpSession session = FtpSession.connect(endpoint, context)) {
                session.login("ada", "secret".toCharArray());
            }
        });
    }

    private TlsContext trusting(TlsProvider provider, Duration timeout) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .provider(provider)
                .timeout(timeout)
                .build());
    }
}
