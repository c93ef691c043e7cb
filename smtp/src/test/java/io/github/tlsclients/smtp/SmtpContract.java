package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What any submission server must show: that of the lab, and every real one. */
abstract class SmtpContract extends ServerUnderTest {
    private static final String SUBJECT = "Grüße aus dem Labor — 你好, καλημέρα, a subject that is longer than one line";

    @ParameterizedTest
    @MethodSource("ways")
    void logsInAndSendsTextAndTwoAttachmentsUnchanged(Way way) throws IOException, MessagingException {
        Path bytes = random("Übersicht 報告.bin", 200_000);
        Path lines = Files.writeString(folder.resolve("lines.txt"), "unix\nends\n.\nold mac\rwindows\r\n\n\n");

        SentMessage sent;
        SessionReport report;
        try (SmtpSession session = SmtpSession.connect(endpoint(way.mode()), context(way))) {
            session.login(account().user(), account().password().toCharArray());
            sent = session.send(OutgoingMessage.from("Ada Löwe <ada@lab.test>")
                    .to(ADA)
                    .subject(SUBJECT)
                    .text("Grüß Gott\n.\nFrom here on 你好\n")
                    .attach(bytes)
                    .attach(lines)
                    .build());
            report = session.report();
        }

        assertThat(report.version()).isEqualTo(way.version().jsseName());
        assertThat(report.mode()).isEqualTo(way.mode());
        assertThat(sent.reply()).startsWith("250 ");
        MimeMessage message = parse(stored(sent.messageId()));
        assertThat(message.getSubject()).isEqualTo(SUBJECT);
        assertThat(message.getFrom()[0]).hasToString("=?UTF-8?Q?Ada_L=C3=B6we?= <ada@lab.test>");
        MimeMultipart parts = (MimeMultipart) message.getContent();
        assertThat(parts.getCount()).isEqualTo(3);
        assertThat(((String) parts.getBodyPart(0).getContent()).lines())
                .containsExactly("Grüß Gott", ".", "From here on 你好");
        assertAttached(parts.getBodyPart(1), bytes);
        assertAttached(parts.getBodyPart(2), lines);
    }

    @ParameterizedTest
    @EnumSource
    void anAttachmentOf25MegabytesArrivesUnchanged(TlsMode mode) throws IOException, MessagingException {
        Path big = random("big.bin", 25_000_000);

        SentMessage sent = send(mode, to(ADA).attach(big).build());

        MimeMultipart parts = (MimeMultipart) parse(stored(sent.messageId())).getContent();
        assertAttached(parts.getBodyPart(1), big);
    }

    @ParameterizedTest
    @EnumSource
    void oneSessionSendsSeveralMessages(TlsMode mode) throws IOException {
        try (SmtpSession session = connected(mode)) {
            SentMessage first = session.send(to(ADA).subject("first").build());
            TlsException refused =
                    refusal(() -> session.send(to("nobody@lab.test").build()));
            SentMessage second = session.send(to(ADA).subject("second").build());

            assertThat(refused.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(text(stored(first.messageId()))).contains("Subject: first");
            assertThat(text(stored(second.messageId()))).contains("Subject: second");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageThatIsWrittenAlreadyArrivesAsItIs(TlsMode mode) throws IOException {
        String id = "<" + UUID.randomUUID() + "@lab.test>";
        Path file = Files.writeString(
                Files.createTempFile("ready", ".eml"),
                "From: ada@lab.test\nTo: ada@lab.test\nMessage-ID: " + id + "\nSubject: as it is\n\n"
                        + ".\n..\n.hidden\r\nfrom here on\n.");
        try (SmtpSession session = connected(mode)) {
            Mailbox ada = Mailbox.parse(ADA);
            SentMessage sent = session.send(new ReadyMessage(ada, List.of(ada), file));

            assertThat(sent.messageId()).isEqualTo(id);
            assertThat(text(stored(id)).replace("\r\n", "\n").strip())
                    .contains("Subject: as it is\n")
                    .endsWith("\n\n.\n..\n.hidden\nfrom here on\n.");
        } finally {
            Files.delete(file);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSenderBeyondAsciiIsSentAsItIsOrNotAtAll(TlsMode mode) throws IOException {
        OutgoingMessage message = OutgoingMessage.from("grüße@lab.test").to(ADA).build();
        if (!takesUtf8()) {
            assertThat(refusal(() -> send(mode, message)).getMessage()).contains("does not offer SMTPUTF8");
            return;
        }
        assertThat(text(stored(send(mode, message).messageId()))).contains("From: grüße@lab.test");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aWrongPasswordIsRefused(Way way) throws IOException {
        try (SmtpSession session = SmtpSession.connect(endpoint(way.mode()), context(way))) {
            TlsException failure = refusal(() -> session.login(account().user(), "wr0ng".toCharArray()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
            assertThat(failure.getMessage()).contains("the login of ada: 535").doesNotContain("wr0ng");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedRecipientIsNamedAndNothingIsSentToTheOthers(TlsMode mode) throws IOException {
        String marker = "partial-" + mode + "-" + System.nanoTime();
        try (SmtpSession session = connected(mode)) {
            TlsException failure = refusal(() -> session.send(to(ADA).to("nobody@lab.test")
                    .to("somebody@elsewhere.test")
                    .subject(marker)
                    .build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.getMessage())
                    .contains("<nobody@lab.test> (550", "<somebody@elsewhere.test> (55")
                    .doesNotContain("<" + ADA);
            assertThat(failure.hint()).contains("nothing was sent, to the other recipients either");
            // what is sent now comes behind whatever was sent before
            stored(session.send(to(ADA).build()).messageId());
        }
        assertThat(everything()).doesNotContain(marker);
    }

    @ParameterizedTest
    @EnumSource
    void mailWithoutALoginIsRefused(TlsMode mode) throws IOException {
        try (SmtpSession session = SmtpSession.connect(endpoint(mode), context())) {
            TlsException failure = refusal(() -> session.send(to(ADA).build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.hint()).containsAnyOf("--user", "login");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMessageLargerThanTheServerTakesIsNotSent(TlsMode mode) throws IOException {
        Path huge = folder.resolve("huge.bin");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100_000_000); // takes no room on the disk
        }
        try (SmtpSession session = connected(mode)) {
            TlsException failure =
                    refusal(() -> session.send(to(ADA).attach(huge).build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.hint()).matches("nothing was sent; the server takes at most \\d+ bytes");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aCertificateOfAnUnknownAuthorityIsRefused(Way way) {
        TlsException failure = refusal(() -> SmtpSession.connect(
                endpoint(way.mode()),
                TlsContext.of(config(way)
                        .trust(Trust.certificates(LabCa.create().certificate()))
                        .build())));

        assertThat(failure.failure()).isEqualTo(TlsFailure.NOT_TRUSTED);
        assertThat(failure.chain()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aCertificateForAnotherNameIsRefused(Way way) {
        TlsException failure =
                refusal(() -> SmtpSession.connect(endpoint(way.mode()).named("wrong.lab.test"), context(way)));

        assertThat(failure.failure()).isEqualTo(TlsFailure.WRONG_NAME);
        assertThat(failure.getMessage()).contains("localhost", "you asked for wrong.lab.test");
    }

    @Test
    void refusesWhenStartTlsIsNotOffered() throws IOException {
        try (Meddler stripping = meddler(said -> said.replace("STARTTLS", "XXXXXXXX"))) {
            TlsException failure = refusal(() -> visit(stripping.port()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.STARTTLS_NOT_OFFERED);
            assertThat(stripping.fromClient()).isEqualTo("EHLO [127.0.0.1]\r\n");
        }
    }

    @Test
    void injectedPlaintextNeverReachesTheSession() throws IOException {
        try (Meddler injecting = meddler(said -> {
            boolean consent = said.startsWith("220 ") && !said.contains("ESMTP");
            return consent ? said + "250-mx\r\n250 AUTH PLAIN\r\n235 welcome\r\n" : said;
        })) {
            TlsException failure = refusal(() -> visit(injecting.port()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.STARTTLS_INJECTED);
            assertThat(injecting.fromClient()).startsWith("EHLO [127.0.0.1]\r\nSTARTTLS\r\n");
            assertThat(injecting.fromClient())
                    .doesNotContain("AUTH", "MAIL", account().user());
        }
    }

    @Test
    void thereIsNoLoginAndNoMailBeforeTls() throws IOException {
        try (Socket socket = new Socket(host(), port(TlsMode.STARTTLS))) {
            socket.setSoTimeout(10_000);
            Dialogue clear = new Dialogue(socket);
            clear.reply();

            assertThat(clear.ask("EHLO client.lab.test")).contains("STARTTLS").doesNotContain("AUTH");
            assertThat(clear.ask("AUTH PLAIN AGFkYQBh")).matches("(?s)5\\d\\d.*");
            assertThat(clear.ask("MAIL FROM:<ada@lab.test>")).startsWith("530");
        }
    }

    @Test
    void whatCameBehindStartTlsInClearIsNotAnsweredInsideTls() throws IOException {
        try (Socket socket = new Socket(host(), port(TlsMode.STARTTLS))) {
            socket.setSoTimeout(10_000);
            Dialogue clear = new Dialogue(socket);
            clear.reply();
            clear.ask("EHLO client.lab.test");
            clear.ask("STARTTLS\r\nVRFY smuggled");
            if (!forgetsInjected()) {
                assertThatThrownBy(() -> inside(socket).ask("NOOP")).isInstanceOf(IOException.class);
                return;
            }
            Dialogue inside = inside(socket);
            assertThat(inside.ask("NOOP")).startsWith("250").doesNotContain("smuggled");
            assertThat(inside.ask("QUIT")).startsWith("221");
        }
    }

    private Dialogue inside(Socket socket) throws IOException {
        return new Dialogue(context().socketFactory().createSocket(socket, "localhost", socket.getPort(), true));
    }

    private void visit(int port) throws TlsException {
        Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.STARTTLS, "localhost", port);
        try (SmtpSession session = SmtpSession.connect(endpoint, context())) {
            session.login(account().user(), account().password().toCharArray());
        }
    }
}
