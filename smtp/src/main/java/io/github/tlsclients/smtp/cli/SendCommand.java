package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.smtp.OutgoingMessage;
import io.github.tlsclients.smtp.SentMessage;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls smtp send}. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        description =
                "Sends one message to all its recipients or to none; the text comes from standard input, as UTF-8.")
final class SendCommand implements Callable<Integer> {
    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private MailLoginOptions logins = new MailLoginOptions();

    @Option(names = "--from", required = true, paramLabel = "MAILBOX", description = "ada@example.org or \"Ada <…>\"")
    private String from = "";

    @Option(names = "--to", required = true, paramLabel = "MAILBOX", description = "a recipient; repeatable")
    private List<String> to = List.of();

    @Option(names = "--subject", paramLabel = "TEXT", description = "the subject")
    private String subject = "";

    @Option(names = "--attach", paramLabel = "FILE", description = "a file to go with it; repeatable")
    private List<Path> attachments = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        // whatever can be wrong on this side is found out before anybody is connected to
        Endpoint endpoint = tls.endpoint(Protocol.SMTP);
        TlsContext context = tls.context();
        Optional<Credential> credential = logins.credential(context);
        OutgoingMessage message = message();
        try (SmtpSession session = SmtpSession.connect(endpoint, context)) {
            Logins.login(session, credential);
            SentMessage sent = session.send(message);
            Output output = Commands.output(spec.commandLine());
            if (tls.json()) {
                output.json(sent);
            } else {
                output.result("sent to " + String.join(", ", sent.to()) + ": " + sent.reply());
            }
            output.report(session.report());
            session.loggedIn().ifPresent(output::login);
        }
        return 0;
    }

    private OutgoingMessage message() throws IOException {
        OutgoingMessage.Builder builder = OutgoingMessage.from(from).subject(subject);
        to.forEach(builder::to);
        attachments.forEach(builder::attach);
        builder.build().requireAttachments();
        return builder.text(standardInput()).build();
    }

    private static String standardInput() throws IOException {
        byte[] bytes = System.in.readAllBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new TlsConfigException(
                    "the text on standard input is not UTF-8", "convert it: iconv -t UTF-8, or send it by --attach", e);
        }
    }
}
