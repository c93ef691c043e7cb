package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.GuessingGame;
import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.cli.Subcommands;
import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.MailFolder;
import io.github.tlsclients.imap.MessageSummary;
import io.github.tlsclients.imap.lab.HostileImap;
import io.github.tlsclients.imap.lab.ImapFault;
import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.matrix.Trial;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What IMAP brings to the command line. */
public final class ImapModule implements ProtocolModule {
    @Override
    public Protocol protocol() {
        return Protocol.IMAP;
    }

    @Override
    public String[] description() {
        return new String[] {
            "Reads mail by IMAP, with TLS from the first byte (imaps://) or after STARTTLS (imap+starttls://)."
        };
    }

    @Override
    public Subcommands verbs() {
        return new Subcommands()
                .with("list", ListCommand::new)
                .with("fetch", FetchCommand::new)
                .with("probe", ProbeCommand::new)
                .with("idle", IdleCommand::new);
    }

    @Override
    public LabServer startServer(TlsMode mode, LabCertificate certificate, LabAccount account) throws IOException {
        return ImapLab.start(mode, certificate, account);
    }

    /** Offers logins in clear, as a server does whose STARTTLS somebody took out of its words. */
    @Override
    public LabServer startStripped() throws IOException {
        String capabilities = "CAPABILITY IMAP4rev1 AUTH=PLAIN";
        return ScriptedServer.start("* OK [" + capabilities + "] ready\r\n", line -> {
            String tag = line.split(" ", 2)[0];
            return line.endsWith(" CAPABILITY")
                    ? "* " + capabilities + "\r\n" + tag + " OK done\r\n"
                    : tag + " OK done\r\n";
        });
    }

    @Override
    public Visit visit(Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException {
        try (ImapSession session = ImapSession.connect(endpoint, context)) {
            session.login(account.user(), account.password().toCharArray());
            List<MailFolder> folders = session.folders();
            List<MessageSummary> messages = session.messages("INBOX");
            if (!messages.isEmpty()) {
                read(session, messages.get(messages.size() - 1).uid());
            }
            String names = folders.stream().map(MailFolder::name).collect(Collectors.joining(", "));
            String newest = messages.isEmpty()
                    ? ""
                    : ", the newest: "
                            + Lines.safe(messages.get(messages.size() - 1).subject());
            return new Visit(
                    session.report(),
                    List.of(
                            "logged in as " + account.user(),
                            "folders: " + Lines.safe(names),
                            "INBOX: " + messages.size() + " messages" + newest));
        }
    }

    private static void read(ImapSession session, long uid) throws TlsException {
        try {
            session.fetch("INBOX", uid, OutputStream.nullOutputStream());
        } catch (TlsException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("a stream that leads nowhere takes everything", e);
        }
    }

    @Override
    public List<Fault> ownFaults() {
        return List.of(ImapFault.values());
    }

    @Override
    public HostileServer.Script script(Stage stage) {
        return new HostileImap();
    }

    @Override
    public List<GuessingGame> games(LabCertificate certificate, LabAccount account) throws IOException {
        return List.of(new FoldersGame(certificate, account));
    }

    @Override
    public List<MatrixServer> servers() {
        return List.of(
                MatrixServer.of(Protocol.IMAP, "dovecot")
                        .without(
                                Trial.RESUMPTION,
                                cell -> true,
                                "has a process with ticket keys of its own for each login; one process for all would"
                                        + " refuse to resume where it asks for client certificates"),
                MatrixServer.of(Protocol.IMAP, "cyrus"),
                MatrixServer.of(Protocol.IMAP, "courier")
                        .without(
                                Trial.RESUMPTION,
                                cell -> cell.version() == TlsVersion.TLS_1_3,
                                "keeps sessions by their id, as TLS 1.2 resumes them, and gives no tickets for TLS 1.3")
                        .without(
                                Trial.POST_QUANTUM,
                                cell -> true,
                                "is built on GnuTLS 3.8.9, which has no X25519MLKEM768"));
    }

    @Override
    public String visitCommand(String uri, String options) {
        return command("list", uri + "/INBOX", options);
    }

    /** The list of folders and the fetching of a message have attacks of their own. */
    @Override
    public String visitCommand(Fault fault, String uri, String options) {
        if (!(fault instanceof ImapFault own)) {
            return visitCommand(uri, options);
        }
        return switch (own) {
            case RESPONSES_ENDLESS, LITERAL_HUGE, LITERAL_HIDDEN, LITERAL_NEGATIVE -> command("list", uri, options);
            case OTHER_MESSAGE, OTHER_PART, MESSAGE_CUT -> command("fetch --uid 7", uri + "/INBOX", options);
            default -> visitCommand(uri, options);
        };
    }

    private static String command(String verb, String uri, String options) {
        return "tls imap " + verb + " " + options + " --user ada --password-file $PASSWORD_FILE " + uri;
    }

    @Override
    public List<String> usualCommands(String uri, String options) {
        return List.of(command("fetch --uid 1", uri + "/INBOX", options));
    }

    @Override
    public List<String> tryOut(Map<TlsMode, Integer> ports) {
        Integer implicit = ports.get(TlsMode.IMPLICIT);
        Integer upgrading = ports.get(TlsMode.STARTTLS);
        // curl reads the password from its standard input, so that it shows in no list of processes
        String curl = "echo \"user = ada:$(cat $PASSWORD_FILE)\" | curl -K - --cacert $CA ";
        return List.of(
                curl + "imaps://localhost:" + implicit + "/",
                curl + "--ssl-reqd 'imap://localhost:" + upgrading + "/INBOX;MAILINDEX=1'",
                "openssl s_client -quiet -verify_return_error -CAfile $CA -starttls imap -connect localhost:"
                        + upgrading,
                "tls imap list imap+starttls://localhost:" + upgrading
                        + "/INBOX --ca $CA --user ada --password-file $PASSWORD_FILE");
    }

    @Override
    public Dialect dialect() {
        return new ImapDialect();
    }
}
