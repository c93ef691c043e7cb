package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.MailLoginOptions;
import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.PartlyDoneException;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.smtp.Mailbox;
import io.github.tlsclients.smtp.OutgoingMessage;
import io.github.tlsclients.smtp.ReadyMessage;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tls smtp send}. */
final class SendCommand implements Callable<Integer> {
    private final Syntax syntax;
    private final TlsOptions tls;
    private final MailLoginOptions logins;
    private final Supplier<String> from;
    private final Supplier<List<String>> to;
    private final Supplier<String> subject;
    private final Supplier<List<Path>> attachments;
    private final Supplier<List<Path>> ready;

    SendCommand(Syntax syntax) {
        syntax.description(
                "Sends a message to all its recipients or to none; the text comes from standard input, as UTF-8. Or sends"
                        + " messages that are written already, on one connection.");
        this.syntax = syntax;
        tls = new TlsOptions(syntax);
        logins = new MailLoginOptions(syntax);
        from = syntax.option("--from")
                .label("MAILBOX")
                .description("ada@example.org or \"Ada <…>\"")
                .required(String.class);
        to = syntax.option("--to")
                .label("MAILBOX")
                .description("a recipient; repeatable")
                .requiredValues(String.class);
        subject = syntax.option("--subject")
                .label("TEXT")
                .description("the subject")
                .value(String.class, "");
        attachments = syntax.option("--attach")
                .label("FILE")
                .description("a file to go with it; repeatable")
                .values(Path.class);
        ready = syntax.option("--message")
                .label("FILE")
                .description(
                        "a message that is written already, header and all; repeatable. Nothing is read from standard input"
                                + " then")
                .values(Path.class);
    }

    @Override
    public Integer call() throws Exception {
        // whatever can be wrong on this side is found out before anybody is connected to
        Endpoint endpoint = tls.endpoint(Protocol.SMTP);
        TlsContext context = tls.context();
        Optional<Credential> credential = logins.credential(context);
        List<ReadyMessage> messages = ready();
        Optional<OutgoingMessage> written = messages.isEmpty() ? Optional.of(message()) : Optional.empty();
        try (SmtpSession session = SmtpSession.connect(endpoint, context)) {
            Logins.login(session, credential);
            Output output = syntax.output();
            if (written.isPresent()) {
                tell(session.send(written.get()), output);
            } else {
                sendAll(messages, session, output);
            }
            output.report(session.report());
            session.loggedIn().ifPresent(output::login);
        }
        return 0;
    }

    private void tell(SentMessage sent, Output output) {
        if (tls.json()) {
            output.json(sent);
        } else {
            output.result("sent to " + String.join(", ", sent.to()) + ": " + sent.reply());
        }
    }

    private void sendAll(List<ReadyMessage> messages, SmtpSession session, Output output) throws PartlyDoneException {
        List<Map<String, Object>> documents = new ArrayList<>();
        for (ReadyMessage message : messages) {
            SentMessage sent;
            try {
                sent = session.send(message);
            } catch (TlsException e) {
                throw new PartlyDoneException(stopped(e, message, documents.size()), Map.of("sent", documents));
            }
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("file", message.file().toString());
            document.put("messageId", sent.messageId());
            document.put("to", sent.to());
            document.put("reply", sent.reply());
            documents.add(document);
            if (!tls.json()) {
                output.result("sent " + message.file() + " to " + String.join(", ", sent.to()) + ": " + sent.reply());
            }
        }
        if (tls.json()) {
            output.json(documents);
        }
    }

    /** Whoever sends many has to know which are sent. */
    private TlsException stopped(TlsException cause, ReadyMessage message, int sent) {
        return ready.get().size() == 1
                ? cause
                : new TlsException(
                        cause.failure(),
                        message.file() + ", message " + (sent + 1) + " of "
                                + ready.get().size() + ": " + cause.getMessage() + "; "
                                + (sent == 0 ? "none is sent" : "those before it are sent"),
                        cause.hint(),
                        cause.chain(),
                        cause);
    }

    private List<ReadyMessage> ready() throws TlsException {
        if (!ready.get().isEmpty()
                && (!subject.get().isEmpty() || !attachments.get().isEmpty())) {
            throw new TlsConfigException(
                    "--message is a whole message, with its subject and attachments in it",
                    "leave out --subject and --attach, or --message");
        }
        Mailbox sender = Mailbox.parse(from.get());
        List<Mailbox> recipients = to.get().stream().map(Mailbox::parse).toList();
        List<ReadyMessage> messages = ready.get().stream()
                .map(file -> new ReadyMessage(sender, recipients, file))
                .toList();
        for (ReadyMessage message : messages) {
            message.requireMessage();
        }
        return messages;
    }

    private OutgoingMessage message() throws IOException {
        OutgoingMessage.Builder builder = OutgoingMessage.from(from.get()).subject(subject.get());
        to.get().forEach(builder::to);
        attachments.get().forEach(builder::attach);
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
