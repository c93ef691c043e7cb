package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies on the control connection that would have data go unprotected, elsewhere, or nowhere. */
class HostileReplyTest extends HostileClient {
    @ParameterizedTest
    @ValueSource(strings = {"PROT", "PBSZ"})
    void nobodyLogsInWhereDataIsNotProtected(String command) throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::sendFile).answering(command, "536 not supported")) {
            assertThat(failureOf(Way.SIMPLEST, server, HostileClient::download))
                    .isEqualTo(TlsFailure.DATA_CHANNEL_CLEAR);
            assertThat(server.heard()).noneMatch(line -> line.startsWith("USER") || line.startsWith("PASS"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"451 no", "500 what?", "502 no", "503 no", "504 no", "533 no", "534 no", "202 no need", "234 go"
            })
    void noOtherReplyThan200ProtectsData(String reply) throws IOException {
        for (String command : List.of("PBSZ", "PROT")) {
            try (HostileFtp server =
                    HostileFtp.start(certificate, HostileClient::sendFile).answering(command, reply)) {
                assertThat(failureOf(Way.SIMPLEST, server, HostileClient::download))
                        .isEqualTo(TlsFailure.DATA_CHANNEL_CLEAR);
                assertThat(server.heard()).noneMatch(line -> line.startsWith("USER") || line.startsWith("PASS"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBSZ", "PROT", "USER", "PASS", "TYPE", "FEAT", "SIZE", "EPSV", "RETR", "done"})
    void aServerThatLeavesAtAnyStepIsNotTakenForMore(String command) throws IOException {
        try (HostileFtp leaving =
                        HostileFtp.start(certificate, HostileClient::sendFile).answering(command, "421 good night");
                HostileFtp unwell =
                        HostileFtp.start(certificate, HostileClient::sendFile).answering("PASV", "451 I am unwell")) {
            assertThat(failureOf(Way.SIMPLEST, leaving, HostileClient::download))
                    .isEqualTo(TlsFailure.CONNECTION_LOST);

            unwell.answering(command, "451 I am unwell");
            if (!List.of("FEAT", "SIZE").contains(command)) { // which are done without
                assertThat(refusal(Way.SIMPLEST, unwell, HostileClient::download))
                        .hasMessageContaining("451 I am unwell");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aReplyThatNobodyAskedForIsNotTakenForTheNextOne(Way way) throws IOException {
        for (String command : List.of("greeting", "PBSZ", "PASS", "SIZE", "EPSV")) {
            String usual = command.equals("EPSV") ? "229 (|||1|)" : command.equals("SIZE") ? "213 1000" : "200 fine";
            try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)
                    .answering(command, usual + "\r\n230 welcome")) {
                TlsException refusal = refusal(way, server, HostileClient::download);

                if (!command.equals("EPSV")) { // where the port is tried first
                    assertThat(refusal).hasMessageContaining("answers what it was not asked: 230 welcome");
                    assertThat(refusal.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
                }
            }
        }
    }

    @Test
    void protectsDataAfterTheLoginWhereItMayNotBefore() throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::sendFile).answering("PBSZ", "530 log in first")) {
            assertThat(failureOf(Way.SIMPLEST, server, HostileClient::download))
                    .isEqualTo(TlsFailure.DATA_CHANNEL_CLEAR);
            assertThat(server.heard()).containsSubsequence("USER ada", "PBSZ 0").doesNotContain("RETR x");
        }
    }

    @Test
    void fallsBackToPasvAndAsksForEpsvOnlyOnce() throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::sendFile).answering("EPSV", "500 what?")) {
            try (FtpSession session = loggedIn(Way.SIMPLEST, server)) {
                download(session);
                download(session);
            }
            assertThat(server.heard()).filteredOn("EPSV"::equals).hasSize(1);
            assertThat(server.heard()).filteredOn("PASV"::equals).hasSize(2);
        }
    }

    @Test
    void dataGoesToWhereTheControlConnectionGoesWhateverPasvSays() throws IOException {
        InetAddress other = InetAddress.getByName("127.0.0.2");
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)
                        .answering("EPSV", "500 what?")
                        .answering("PASV", "227 there (127,0,0,2,PORT)");
                FtpSession session = loggedIn(Way.SIMPLEST, server);
                ServerSocket elsewhere = new ServerSocket(0, 1, other)) {
            CompletableFuture<Boolean> caught = HostileFtp.connectedTo(elsewhere);

            assertThat(session.get("x", OutputStream.nullOutputStream())).isEqualTo(FILE.length);
            assertThat(caught).isNotDone();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"229 (|||99999|)", "229 no number", "229 (|||", "229 (||1|2|)", "xyz", "22", ""})
    void nonsenseInAReplyIsAnErrorOfTheProtocol(String reply) throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::sendFile).answering("EPSV", reply)) {
            assertThat(failureOf(Way.SIMPLEST, server, HostileClient::download)).isEqualTo(TlsFailure.PROTOCOL_ERROR);
        }
    }

    @Test
    void aListingWithoutEndIsNotReadForEver() throws IOException {
        byte[] entries =
                "type=file;size=1; a name like any other\r\n".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
                    try (SSLSocket tls = HostileFtp.resumed(tcp, own)) {
                        while (true) {
                            tls.getOutputStream().write(entries);
                        }
                    }
                })
                .answering("FEAT", "211-features\r\n MLST size*;\r\n211 end")) {
            TlsException refusal = refusal(Way.SIMPLEST, server, session -> session.list(""));

            assertThat(refusal.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
            assertThat(refusal).hasMessageContaining("the listing has no end");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "/x", "a/../../x", "x/", "x\0y"})
    void aNameThatIsAPathIsRefused(String name) throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
                    try (SSLSocket tls = HostileFtp.resumed(tcp, own)) {
                        tls.getOutputStream()
                                .write(("type=file;size=1; " + name + "\r\n").getBytes(StandardCharsets.UTF_8));
                    }
                })
                .answering("FEAT", "211-features\r\n MLST size*;\r\n211 end")) {
            assertThat(failureOf(Way.SIMPLEST, server, session -> session.list("")))
                    .isEqualTo(TlsFailure.PROTOCOL_ERROR);
        }
    }

    @Test
    void nonsenseInAListingIsAnErrorOfTheProtocol() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
                    try (SSLSocket tls = HostileFtp.resumed(tcp, own)) {
                        tls.getOutputStream().write("size=many; x\r\n".getBytes(StandardCharsets.UTF_8));
                    }
                })
                .answering("FEAT", "211-features\r\n MLST size*;\r\n211 end")) {
            assertThat(failureOf(Way.SIMPLEST, server, session -> session.list("")))
                    .isEqualTo(TlsFailure.PROTOCOL_ERROR);
        }
    }

    @Test
    void aReplyWithoutEndIsNotReadForEver() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)
                .answering("FEAT", "211-" + "endless ".repeat(100_000))) {
            TlsException refusal = refusal(Way.SIMPLEST, server, HostileClient::download);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
            assertThat(refusal).hasMessageContaining("no end");
        }
    }

    @Test
    void aServerThatSendsEverybodyHomeIsQuoted() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile)
                .answering("greeting", "421 too many users\u001b[2J")) {
            TlsException refusal = refusal(Way.SIMPLEST, server, HostileClient::download);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.CONNECTION_LOST);
            assertThat(refusal).hasMessageContaining("421 too many users?");
        }
    }

    @Test
    void aDataConnectionThatCannotBeOpenedIsNotTakenForTheControlConnection() throws IOException {
        try (HostileFtp server =
                HostileFtp.start(certificate, HostileClient::sendFile).answering("EPSV", "229 there (|||1|)")) {
            TlsException refusal = refusal(Way.SIMPLEST, server, HostileClient::download);

            assertThat(refusal.failure()).isEqualTo(TlsFailure.CONNECTION_REFUSED);
            assertThat(refusal).hasMessageContaining("data connection to 127.0.0.1:1 ");
            assertThat(refusal.hint()).contains("passive");
        }
    }

    @Test
    void aServerThatNeverConfirmsIsNotWaitedForForEver() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try (HostileFtp server = HostileFtp.start(certificate, (tcp, own) -> {
            sendFile(tcp, own);
            awaited(over);
        })) {
            TlsException refusal = catchThrowableOfType(TlsException.class, () -> {
                try (FtpSession session = loggedIn(Way.SIMPLEST, server, Duration.ofSeconds(1))) {
                    download(session);
                }
            });
            assertThat(refusal.failure()).isEqualTo(TlsFailure.TIMEOUT);
            over.countDown();
        }
    }

    @Test
    void aFailedSessionIsOver() throws IOException {
        try (HostileFtp server = HostileFtp.start(
                        certificate, (tcp, own) -> tcp.getOutputStream().write('x'));
                FtpSession session = loggedIn(Way.SIMPLEST, server)) {
            assertThat(catchThrowableOfType(TlsException.class, () -> session.list(""))
                            .failure())
                    .isEqualTo(TlsFailure.DATA_CHANNEL_CLEAR);
            assertThat(catchThrowableOfType(TlsException.class, () -> session.list("")))
                    .hasMessageContaining("the session is over");
        }
    }

    @Test
    void namesAreOneLine() throws IOException {
        try (HostileFtp server = HostileFtp.start(certificate, HostileClient::sendFile);
                FtpSession session = loggedIn(Way.SIMPLEST, server)) {
            for (String name : List.of("x\r\nDELE y", "x\ny", "x\0")) {
                assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> session.list(name)))
                        .hasMessageContaining("control character");
            }
            assertThat(server.heard()).noneMatch(line -> line.contains("DELE"));
        }
    }
}
