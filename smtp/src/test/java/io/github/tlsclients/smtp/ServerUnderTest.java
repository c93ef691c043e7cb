package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server that the contract is held against, and what is needed to do so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ServerUnderTest {
    static final String ADA = "ada@lab.test";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** One way to connect. */
    record Way(TlsMode mode, TlsVersion version, TlsProvider provider) {}

    static Stream<Way> ways() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> Stream.of(TlsVersion.values())
                        .flatMap(version ->
                                Stream.of(TlsProvider.values()).map(provider -> new Way(mode, version, provider))));
    }

    abstract String host();

    abstract int port(TlsMode mode);

    abstract LabCa ca();

    abstract LabAccount account();

    /** The message with this id as the server has stored it, when it has. */
    abstract byte[] stored(String messageId) throws IOException;

    /** All that is stored, as text. */
    abstract String everything() throws IOException;

    /** Whether it takes addresses beyond ASCII (RFC 6531). */
    boolean takesUtf8() {
        return true;
    }

    /** Whether it forgets what came in clear behind STARTTLS; otherwise it ends the connection. */
    boolean forgetsInjected() {
        return true;
    }

    final Meddler meddler(UnaryOperator<String> change) throws IOException {
        return Meddler.before(host(), port(TlsMode.STARTTLS), change);
    }

    final SentMessage send(TlsMode mode, OutgoingMessage message) throws TlsException {
        try (SmtpSession session = connected(mode)) {
            return session.send(message);
        }
    }

    final SmtpSession connected(TlsMode mode) throws TlsException {
        SmtpSession session = SmtpSession.connect(endpoint(mode), context());
        session.login(account().user(), account().password().toCharArray());
        return session;
    }

    final Endpoint endpoint(TlsMode mode) {
        return Endpoint.of(Protocol.SMTP, mode, host(), port(mode));
    }

    final TlsContext context() {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca().certificate()))
                .build());
    }

    static OutgoingMessage.Builder to(String recipient) {
        return OutgoingMessage.from(ADA).to(recipient).text("hello\n");
    }

    final TlsContext context(Way way) {
        return TlsContext.of(
                config(way).trust(Trust.certificates(ca().certificate())).build());
    }

    static TlsConfig.Builder config(Way way) {
        return TlsConfig.builder().versions(way.version()).provider(way.provider());
    }

    static TlsException refusal(ThrowingCallable action) {
        TlsException failure = catchThrowableOfType(TlsException.class, action);
        assertThat(failure).as("what was to be refused").isNotNull();
        return failure;
    }

    final Path random(String name, int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return Files.write(folder.resolve(name), bytes);
    }

    static void assertAttached(BodyPart part, Path file) throws IOException, MessagingException {
        assertThat(part.getDisposition()).isEqualTo("attachment");
        assertThat(part.getFileName()).isEqualTo(String.valueOf(file.getFileName()));
        assertThat(part.getInputStream().readAllBytes()).isEqualTo(Files.readAllBytes(file));
    }

    static MimeMessage parse(byte[] mail) throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    }

    static String text(byte[] mail) {
        return new String(mail, StandardCharsets.UTF_8);
    }
}
