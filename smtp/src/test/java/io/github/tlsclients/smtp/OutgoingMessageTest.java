package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingMessageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada@lab.test\r\nRCPT TO:<eve@evil.test>",
                "ada@lab.test>\nBcc: eve@evil.test",
                "Ada\r\nBcc: eve@evil.test <ada@lab.test>",
                "ada@lab.test\u2028",
                "ada@lab.test\0",
                "ada",
                "",
                "ada@",
                "@lab.test",
                "ada@lab test",
                "ada@lab.test, bob@lab.test",
                "friends: ada@lab.test;",
            })
    void whatIsNotOneAddressOnOneLineIsAUsageError(String text) {
        assertThatThrownBy(() -> Mailbox.parse(text))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "ada@lab.test, '', ada@lab.test",
        "<ada@lab.test>, '', ada@lab.test",
        "Ada Lovelace <ada@lab.test>, Ada Lovelace, ada@lab.test",
        "'\"Lovelace, Ada\" <ada@lab.test>', 'Lovelace, Ada', ada@lab.test",
        "Jürgen <jürgen@bücher.test>, Jürgen, jürgen@xn--bcher-kva.test",
    })
    void anAddressMayHaveAName(String text, String name, String address) {
        Mailbox mailbox = Mailbox.parse(text);

        assertThat(mailbox.name().orElse("")).isEqualTo(name);
        assertThat(mailbox.address()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: eve@evil.test", "a\nb", "a\rb", "a\0", "a\u0085b", "a\u2029b"})
    void aSubjectOfSeveralLinesIsAUsageError(String subject) {
        assertThatThrownBy(() -> message().subject(subject).build())
                .isInstanceOf(TlsConfigException.class)
                .hasMessageContaining("the subject holds a line break");
    }

    @Test
    void aFileNameOfSeveralLinesIsAUsageError() {
        assertThatThrownBy(() -> message().attach(Path.of("a\r\nX: y.txt")).build())
                .isInstanceOf(TlsConfigException.class);
    }

    @Test
    void aMessageForNobodyIsAUsageError() {
        assertThatThrownBy(() -> OutgoingMessage.from("ada@lab.test").build()).isInstanceOf(TlsConfigException.class);
    }

    @Test
    void anAttachmentThatIsNotThereIsToldBeforehand() {
        OutgoingMessage message = message().attach(folder.resolve("nothing")).build();

        assertThatThrownBy(message::requireAttachments)
                .isInstanceOfSatisfying(
                        TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOCAL_FILE));
        assertThatThrownBy(() -> new FileSource(folder.resolve("nothing")).getInputStream())
                .isInstanceOfSatisfying(
                        TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOCAL_FILE));
    }

    @Test
    void nothingTellsWhichMachineItWasWrittenOn() throws IOException, MessagingException {
        String mime = mime(message().subject("hello").text("hello").build());

        assertThat(mime)
                .containsPattern("(?m)^Message-ID: <[0-9a-f-]{36}@lab\\.test>$")
                .containsPattern("(?m)^Date: ")
                .doesNotContain(InetAddress.getLocalHost().getHostName() + ">")
                .doesNotContain("X-Mailer", "User-Agent", "Sender:");
    }

    @Test
    void aNameBeyondAsciiIsWrittenByRfc2231AndComesBack() throws IOException, MessagingException {
        String name = "Übersicht über \"alles\" — 第三四半期の報告書、最終版.pdf";
        Path file = Files.writeString(folder.resolve(name), "%PDF-1.7");

        String mime = mime(message().attach(file).build());

        assertThat(mime)
                .contains("filename*=UTF-8''%C3%9Cbersicht%20")
                .isEqualTo(new String(bytes(mime), StandardCharsets.US_ASCII));
        MimeMultipart parts = (MimeMultipart) parse(mime).getContent();
        assertThat(parts.getBodyPart(1).getFileName()).isEqualTo(name);
        assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("application/pdf");
    }

    @ParameterizedTest
    @CsvSource({
        "a.txt, text/plain",
        "a.png, image/png",
        "a.unheard-of, application/octet-stream",
        "a.eml, application/octet-stream",
        "a, application/octet-stream",
    })
    void theTypeOfAnAttachmentIsOneThatMayBeInBase64(String name, String type) {
        assertThat(new FileSource(Path.of(name)).getContentType()).isEqualTo(type);
    }

    @Test
    void textThatLooksLikeTheEndIsStillText() throws IOException, MessagingException {
        String text = "one\n.\n..\nFrom here\n" + "long ".repeat(400) + "\nend";

        MimeMessage read = parse(mime(message().text(text).build()));

        assertThat(((String) read.getContent()).lines())
                .containsExactlyElementsOf(text.lines().toList());
    }

    @Test
    void addressesBeyondAsciiAreWrittenAsTheyAre() throws IOException, MessagingException {
        String mime = mime(OutgoingMessage.from("Jürgen <jürgen@lab.test>")
                .to("ada@lab.test")
                .build());

        assertThat(mime).contains("From: \"Jürgen\" <jürgen@lab.test>");
    }

    private static OutgoingMessage.Builder message() {
        return OutgoingMessage.from("ada@lab.test").to("bob@lab.test");
    }

    private static String mime(OutgoingMessage message) throws IOException, MessagingException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        MimeComposer.compose(message).writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static MimeMessage parse(String mime) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes(mime)));
    }

    private static byte[] bytes(String mime) {
        return mime.getBytes(StandardCharsets.UTF_8);
    }
}
