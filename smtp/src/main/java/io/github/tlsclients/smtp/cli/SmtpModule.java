package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.cli.Subcommands;
import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.matrix.Trial;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.smtp.OutgoingMessage;
import io.github.tlsclients.smtp.SentMessage;
import io.github.tlsclients.smtp.SmtpSession;
import io.github.tlsclients.smtp.lab.HostileSmtp;
import io.github.tlsclients.smtp.lab.SmtpFault;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What SMTP brings to the command line. */
public final class SmtpModule implements ProtocolModule {
    @Override
    public Protocol protocol() {
        return Protocol.SMTP;
    }

    @Override
    public String[] description() {
        return new String[] {"Submits mail over TLS: smtps://host[:465] or smtp+starttls://host[:587]."};
    }

    @Override
    public Subcommands verbs() {
        return new Subcommands().with("send", SendCommand::new).with("probe", ProbeCommand::new);
    }

    @Override
    public LabServer startServer(TlsMode mode, LabCertificate certificate, LabAccount account) {
        return SmtpLab.start(mode, certificate.serverContext(), account);
    }

    @Override
    public LabServer startStripped() throws IOException {
        return ScriptedServer.start("220 localhost ESMTP\r\n", SmtpModule::stripped);
    }

    @Override
    public Visit visit(Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException {
        String mailbox = account.user() + "@lab.test";
        OutgoingMessage message = OutgoingMessage.from(mailbox)
                .to(mailbox)
                .subject("Grüße aus dem Labor")
                .text("Hello " + account.user() + ",\n\nthis went through TLS.\n")
                .build();
        try (SmtpSession session = SmtpSession.connect(endpoint, context)) {
            session.login(account.user(), account.password().toCharArray());
            SentMessage sent = session.send(message);
            return new Visit(
                    session.report(),
                    List.of(
                            "said EHLO, logged in as " + account.user(),
                            "sent \"" + message.subject() + "\" to " + mailbox,
                            "heard " + sent.reply()));
        }
    }

    @Override
    public List<Fault> ownFaults() {
        return SmtpFault.all();
    }

    @Override
    public HostileServer.Script script(Stage stage) {
        return new HostileSmtp();
    }

    @Override
    public List<MatrixServer> servers() {
        return List.of(
                MatrixServer.of(Protocol.SMTP, "postfix"),
                MatrixServer.of(Protocol.SMTP, "exim")
                        .without(
                                Trial.POST_QUANTUM,
                                cell -> true,
                                "is built on GnuTLS 3.8.9, which has no X25519MLKEM768"),
                MatrixServer.of(Protocol.SMTP, "exim-openssl"),
                MatrixServer.of(Protocol.SMTP, "opensmtpd")
                        .without(
                                Trial.SESSION,
                                cell -> cell.key() == KeyType.ED25519,
                                "keeps its keys in a process of their own, which signs by RSA and EC alone")
                        .without(
                                Trial.RESUMPTION,
                                cell -> true,
                                "keeps no sessions: the tickets that it gives with TLS 1.3 lead to none")
                        .without(Trial.POST_QUANTUM, cell -> true, "has its groups built in: X25519, P-256 and P-384"));
    }

    @Override
    public String visitCommand(String uri, String options) {
        return "echo hello | tls smtp send " + options
                + " --user ada --password-file $PASSWORD_FILE --from ada@lab.test --to ada@lab.test " + uri;
    }

    @Override
    public List<String> tryOut(Map<TlsMode, Integer> ports) {
        int implicit = ports.getOrDefault(TlsMode.IMPLICIT, 465);
        int upgrade = ports.getOrDefault(TlsMode.STARTTLS, 587);
        String swaks = " --tls-verify --tls-ca-path $CA --auth PLAIN --auth-user ada"
                + " --auth-password \"$(cat $PASSWORD_FILE)\" --from ada@lab.test --to ada@lab.test";
        return List.of(
                "swaks --tls --server localhost:" + upgrade + swaks,
                "swaks --tls-on-connect --server localhost:" + implicit + swaks,
                "printf 'Subject: hello\\n\\nhello\\n' | curl --ssl-reqd --cacert $CA smtp://localhost:" + upgrade
                        + " -u \"ada:$(cat $PASSWORD_FILE)\" --mail-from ada@lab.test --mail-rcpt ada@lab.test -T -",
                "printf 'EHLO localhost\\nQUIT\\n' | openssl s_client -starttls smtp -connect localhost:" + upgrade
                        + " -CAfile $CA -verify_return_error -verify_hostname localhost -crlf -quiet");
    }

    /** Answers as a server whose STARTTLS somebody on the way has taken out. */
    private static String stripped(String line) {
        String verb = line.toUpperCase(Locale.ROOT).split(" ", 2)[0];
        return switch (verb) {
            case "EHLO" -> "250-localhost\r\n250-SIZE 50331648\r\n250 AUTH PLAIN LOGIN\r\n";
            case "QUIT" -> "221 bye\r\n";
            default -> "502 not known here\r\n";
        };
    }

    @Override
    public Dialect dialect() {
        return new SmtpDialect();
    }
}
