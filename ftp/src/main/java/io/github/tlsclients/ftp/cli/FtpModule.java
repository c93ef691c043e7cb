package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.cli.Subcommands;
import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.ftp.RemoteFile;
import io.github.tlsclients.ftp.lab.FtpFault;
import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.ftp.lab.HostileFtp;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.matrix.Cell;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.matrix.Trial;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** FTP on the command line. */
public final class FtpModule implements ProtocolModule {
    @Override
    public Protocol protocol() {
        return Protocol.FTP;
    }

    @Override
    public String[] description() {
        return new String[] {
            "FTP over TLS, control and data: ftps://host[:990]/path or ftp+starttls://host[:21]/path.",
            "Each data connection resumes the control connection's TLS session. Post-quantum ones (--provider bc with"
                    + " --require-post-quantum) cannot yet: they show the same certificate, which proves the same server but"
                    + " not the same session; servers that demand resumption refuse them."
        };
    }

    @Override
    public Subcommands verbs() {
        return new Subcommands()
                .with("ls", LsCommand::new)
                .with("get", GetCommand::new)
                .with("put", PutCommand::new)
                .with("probe", ProbeCommand::new);
    }

    @Override
    public LabServer startServer(TlsMode mode, LabCertificate certificate, LabAccount account) throws IOException {
        return FtpLab.start(mode, certificate, account);
    }

    @Override
    public LabServer startStripped() throws IOException {
        return ScriptedServer.start(
                "220 ready\r\n",
                line -> line.startsWith("AUTH") ? "502 command not implemented\r\n" : "530 log in first\r\n");
    }

    @Override
    public Visit visit(Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException {
        List<String> done = new ArrayList<>();
        byte[] hello = "hello over a protected data connection\n".getBytes(StandardCharsets.UTF_8);
        try (FtpSession session = FtpSession.connect(endpoint, context)) {
            session.onNote(note -> done.add("note: " + note));
            session.login(account.user(), account.password().toCharArray());
            done.add("logged in as " + account.user());
            session.put(new ByteArrayInputStream(hello), "hello.txt");
            done.add("put hello.txt, " + hello.length + " bytes");
            List<String> names = session.list("").stream().map(RemoteFile::name).toList();
            done.add("listed " + ClearText.printable(String.join(", ", names)));
            ByteArrayOutputStream back = new ByteArrayOutputStream();
            session.get("hello.txt", back);
            done.add("got it back: "
                    + ClearText.printable(back.toString(StandardCharsets.UTF_8).strip()));
            return new Visit(session.report(), done);
        }
    }

    @Override
    public List<Fault> ownFaults() {
        return List.of(FtpFault.values());
    }

    @Override
    public HostileServer.Script script(Stage stage) {
        return new HostileFtp();
    }

    @Override
    public List<MatrixServer> servers() {
        Predicate<Cell> bouncyCastle = way(TlsVersion.TLS_1_3, TlsProvider.BOUNCY_CASTLE);
        String resumes = "data connections have to resume, and Bouncy Castle does not resume TLS 1.3";
        Predicate<Cell> jdk12 = way(TlsVersion.TLS_1_2, TlsProvider.JDK);
        Predicate<Cell> jdk13 = way(TlsVersion.TLS_1_3, TlsProvider.JDK);
        String noTickets = "it sends no tickets of TLS 1.3, without which data connections cannot resume";
        String fixedGroup = "it has secp256r1 and no setting for another group";
        String onlyIds =
                "its tickets of TLS 1.2 live for 68 years, and the JDK discards those that live for more than a week";
        return List.of(
                MatrixServer.of(Protocol.FTP, "vsftpd")
                        .without(Trial.SESSION, bouncyCastle, resumes)
                        .without(Trial.SESSION, jdk12, onlyIds)
                        .without(Trial.RESUMPTION, jdk12, onlyIds)
                        .without(Trial.POST_QUANTUM, cell -> true, fixedGroup),
                MatrixServer.of(Protocol.FTP, "proftpd").without(Trial.SESSION, bouncyCastle, resumes),
                MatrixServer.of(Protocol.FTP, "pureftpd")
                        .without(TlsMode.IMPLICIT, "it has no implicit mode")
                        .without(Trial.SESSION, bouncyCastle, resumes)
                        .without(Trial.SESSION, jdk13, noTickets)
                        .without(Trial.RESUMPTION, jdk13, noTickets)
                        .without(Trial.POST_QUANTUM, cell -> true, fixedGroup));
    }

    private static Predicate<Cell> way(TlsVersion version, TlsProvider provider) {
        return cell -> cell.version() == version && cell.provider() == provider;
    }

    @Override
    public String visitCommand(String uri, String options) {
        return command("ls", uri + "/", options);
    }

    /** Uploads and downloads are attacked in one; everything else in a listing too. */
    @Override
    public String visitCommand(Fault fault, String uri, String options) {
        if (!(fault instanceof FtpFault own)) {
            return visitCommand(uri, options);
        }
        return switch (own) {
            case UPLOAD_NOT_KEPT, UPLOAD_RESET, UPLOAD_SHORTENED, UPLOAD_TALKED_BACK, TRANSFER_CONFIRMED_TWICE ->
                command("put", uri + "/hello.txt $CA", options);
            case DATA_SILENT,
                    DOWNLOAD_CUT,
                    DOWNLOAD_RESET,
                    DOWNLOAD_CONTINUED_IN_CLEAR,
                    DOWNLOAD_ABORTED,
                    DOWNLOAD_SHORTER_THAN_SIZE,
                    DOWNLOAD_LONGER_THAN_SIZE,
                    DOWNLOAD_UNCONFIRMED -> command("get", uri + "/hello.txt", options);
            default -> visitCommand(uri, options);
        };
    }

    private static String command(String verb, String parameters, String options) {
        return "tls ftp " + verb + " " + options + " --user ada --password-file $PASSWORD_FILE " + parameters;
    }

    @Override
    public List<String> usualCommands(String uri, String options) {
        return List.of(command("put", uri + "/file $PASSWORD_FILE", options), command("get", uri + "/file", options));
    }

    @Override
    public List<String> tryOut(Map<TlsMode, Integer> ports) {
        int implicit = ports.getOrDefault(TlsMode.IMPLICIT, 990);
        int upgrading = ports.getOrDefault(TlsMode.STARTTLS, 21);
        return List.of(
                "curl --ssl-reqd --cacert $CA -u \"ada:$(cat $PASSWORD_FILE)\" ftp://localhost:" + upgrading + "/",
                "curl --cacert $CA -u \"ada:$(cat $PASSWORD_FILE)\" -T $CA ftps://localhost:" + implicit + "/",
                "openssl s_client -starttls ftp -connect localhost:" + upgrading
                        + " -CAfile $CA -verify_return_error -brief </dev/null",
                "LFTP_PASSWORD=$(cat $PASSWORD_FILE) lftp --env-password -u ada -e \"set ssl:ca-file $CA;"
                        + " set ftp:ssl-force true; set ftp:ssl-protect-data true; cls -l; bye\" ftp://localhost:"
                        + upgrading,
                "tls ftp ls --ca $CA --user ada --password-file $PASSWORD_FILE ftp+starttls://localhost:" + upgrading
                        + "/");
    }

    @Override
    public Dialect dialect() {
        return new FtpDialect();
    }
}
