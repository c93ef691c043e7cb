package io.github.tlsclients.ftp;

import io.github.tlsclients.ftp.DataSockets.DataConnectException;
import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.DataChannelException;
import io.github.tlsclients.tls.DataChannelException.Reason;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.net.MalformedServerReplyException;
import org.apache.commons.net.ftp.FTPConnectionClosedException;
import org.jspecify.annotations.Nullable;

/** What went wrong in an FTP session, as the contract names it. */
final class FtpFailures {
    private static final Pattern NOT_ALLOWED = Pattern.compile("(?i).*(denied|permission|permitted|not allowed).*");
    private static final Pattern NOT_THERE = Pattern.compile("(?i)[45]50 .*(no such|not found|not exist).*");

    /** How Commons Net repeats what it does not understand. */
    private static final Pattern QUOTED = Pattern.compile("(?s).*[Rr]eply: (.*)");

    private static final String CHECK_ACTIVE =
            "in active mode the server connects to this machine: leave out --active, or announce an address that it can"
                    + " reach: --active=ADDRESS";
    private static final String CHECK_RIGHTS = "check the path, and what this user may do on the server";

    private final TlsConnector connector;
    private final ControlConnection control;

    FtpFailures(TlsConnector connector, ControlConnection control) {
        this.connector = connector;
        this.control = control;
    }

    /** An exception of Commons Net, of TLS or of the network. */
    TlsException of(Throwable error) {
        return control.redaction().of(explained(error));
    }

    private TlsException explained(Throwable error) {
        if (error instanceof DataChannelException data && data.reason() == Reason.NOT_RESUMED) {
            return notResumed(String.valueOf(data.getMessage()), data);
        }
        if (error instanceof DataConnectException data) {
            return dataConnect(data);
        }
        if (error instanceof FTPConnectionClosedException) {
            String said = control.getReplyCode() == 421 ? ": " + control.lastReply() : "";
            return new TlsException(
                    TlsFailure.CONNECTION_LOST,
                    "the server ended the session" + said,
                    "connect again; servers end sessions that are idle, and those of too many users",
                    error);
        }
        if (error instanceof MalformedServerReplyException || error instanceof BrokenProtocolException) {
            String message = String.valueOf(error.getMessage());
            Matcher quoted = QUOTED.matcher(message);
            String said = quoted.matches() ? ClearText.printable(quoted.group(1)) : control.lastReply();
            return new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    error instanceof BrokenProtocolException ? message : "this is not a reply of FTP: " + said,
                    "check that the port is one for ftp; if it is, do not trust this server",
                    error);
        }
        return Diagnosis.of(error, connector.endpoint(), connector.watch());
    }

    /** PBSZ or PROT was refused: data would travel in clear. */
    TlsException clear(String command) {
        if ((control.getReplyCode() == 500 || control.getReplyCode() == 502) && control.isGreetedByMail()) {
            return new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    "this is a server for mail, not for files: " + command + " was answered " + control.lastReply(),
                    "check the port; if it is right, somebody has redirected the connection");
        }
        return new TlsException(
                TlsFailure.DATA_CHANNEL_CLEAR,
                "the server does not protect data connections: " + command + " was answered " + control.lastReply(),
                "the server's owner must allow PROT P (RFC 4217 section 9)");
    }

    /** Nothing is left that a data connection could resume by, and nothing else can be tried. */
    TlsException nothingToResume() {
        return notResumed("the server has left no TLS 1.3 ticket that a data connection could resume by", null);
    }

    /** The server does not greet with 220 inside TLS. */
    TlsException unwelcome() {
        return new TlsException(
                TlsFailure.REFUSED_BY_SERVER,
                "the server does not take the connection: " + control.lastReply(),
                "try again later");
    }

    /** USER or PASS was refused. */
    TlsException login(String user) {
        return new TlsException(
                TlsFailure.LOGIN_REFUSED,
                "the server refuses the login of " + ClearText.printable(user) + ": " + control.lastReply(),
                user.equals(FtpSession.ANONYMOUS)
                        ? "log in: --user NAME and --password-file FILE or --password-env VAR"
                        : "check user and password");
    }

    /** A command that reads a file or directory was refused. */
    TlsException reading(String path) {
        String said = control.lastReply();
        boolean unavailable =
                control.getReplyCode() == 550 && !NOT_ALLOWED.matcher(said).matches();
        if (unavailable || NOT_THERE.matcher(said).matches()) {
            return missing(path);
        }
        return refused("\"" + path + "\" cannot be read");
    }

    /** There is no such file or directory. */
    TlsException missing(String path) {
        return new TlsException(
                TlsFailure.NOT_FOUND,
                "there is no \"" + ClearText.printable(path) + "\" to be read: " + control.lastReply(),
                "look around with: tls ftp ls; a path is relative to the login folder, //path is absolute");
    }

    /** A listing that cannot be read. */
    TlsException nonsense(String path, Throwable cause) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the listing of \"" + ClearText.printable(path) + "\" makes no sense",
                "look at it with another client, and tell the server's owner",
                cause);
    }

    /** More has come than there is. */
    TlsException surplus(String path, long arrived, long announced) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the download of \"" + ClearText.printable(path) + "\" has " + arrived
                        + " bytes, where the server says that there are " + announced,
                "run it again; if it happens each time, tell the server's owner");
    }

    /** The server would send text, and change line ends. */
    TlsException notBinary() {
        return refused("files cannot be had byte by byte");
    }

    /** A name that would lead out of the folder into which it is copied. */
    TlsException leadsElsewhere(String path, String name) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the listing of \"" + ClearText.printable(path) + "\" holds what is no name of a file: "
                        + ClearText.printable(name),
                "do not trust this server: no name holds a slash, and none is empty");
    }

    /** An upload was refused, before or after its data. */
    TlsException writing(String path) {
        return refused("\"" + path + "\" cannot be written");
    }

    /** Less has arrived than there is. */
    TlsException incomplete(String what, long arrived, long expected) {
        return new TlsException(
                TlsFailure.TRUNCATED,
                what + " is incomplete: " + arrived + " of " + expected + " bytes",
                "run it again; if it happens each time, look into the server's log");
    }

    /** An upload broke off, for a reason that the server did not tell. */
    TlsException brokeOff(String path, long sent, IOException cause) {
        return new TlsException(
                TlsFailure.TRUNCATED,
                "the upload of \"" + ClearText.printable(path) + "\" broke off after " + sent
                        + " bytes; the server may hold a part of it",
                "run it again",
                cause);
    }

    /** Something is asked of a session that has failed. */
    TlsException over() {
        return new TlsException(
                TlsFailure.CONNECTION_LOST, "the session is over: it failed before, or was closed", "connect again");
    }

    /** No session is left to copy a file over. */
    static TlsException noSession() {
        return new TlsException(
                TlsFailure.CONNECTION_LOST, "all sessions were lost before this file's turn", "run it again");
    }

    /** The caller's own stream failed. */
    TlsException local(String what, IOException cause) {
        return new TlsException(
                TlsFailure.LOCAL_FILE,
                what + ": " + cause.getMessage(),
                "check the file, its folder and the space left on the disk",
                cause);
    }

    private TlsException refused(String what) {
        String said = ClearText.printable(what) + ": " + control.lastReply();
        int code = control.getReplyCode();
        if (control.refusesUnprotected()) {
            return notResumed("the server does not take the data connection: " + control.lastReply(), null);
        }
        if (code == 530 || code == 532) {
            return new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    said,
                    "log in: --user NAME and --password-file FILE or --password-env VAR");
        }
        if (code == 425 && control.mode().isActive()) {
            return new TlsException(TlsFailure.UNREACHABLE, said, CHECK_ACTIVE);
        }
        if (code == 426) {
            return new TlsException(TlsFailure.TRUNCATED, said, "run it again");
        }
        return new TlsException(TlsFailure.REFUSED_BY_SERVER, said, CHECK_RIGHTS);
    }

    /** Which ways lead to a resumed session depends on provider, version and server: see the chapter. */
    private TlsException notResumed(String message, @Nullable Throwable cause) {
        if (!control.resumes()) {
            return new TlsException(
                    TlsFailure.DATA_CHANNEL_NOT_RESUMED,
                    message,
                    "this server demands that data connections resume the session, which post-quantum ones cannot yet: its"
                            + " owner can lift that (vsftpd: require_ssl_reuse=NO, ProFTPD: NoSessionReuseRequired)",
                    cause);
        }
        boolean jdk = connector.context().config().provider() == TlsProvider.JDK;
        boolean tls12 = connector
                .handshake()
                .map(handshake -> handshake.version().equals("TLSv1.2"))
                .orElse(false);
        String hint = jdk
                ? "try another way to resume: " + (tls12 ? "--tls 1.3" : "--tls 1.2") + " or --provider bc"
                : "the server must resume TLS 1.2 sessions by their id; or try --provider jdk --tls 1.3";
        return new TlsException(TlsFailure.DATA_CHANNEL_NOT_RESUMED, message, hint, cause);
    }

    private TlsException dataConnect(DataConnectException error) {
        if (error.awaited()) {
            return new TlsException(
                    TlsFailure.TIMEOUT,
                    "the server has opened no data connection to " + error.address(),
                    CHECK_ACTIVE,
                    error);
        }
        TlsFailure failure = error.getCause() instanceof SocketTimeoutException
                ? TlsFailure.TIMEOUT
                : error.getCause() instanceof ConnectException ? TlsFailure.CONNECTION_REFUSED : TlsFailure.UNREACHABLE;
        return new TlsException(
                failure,
                "the data connection to " + error.address() + " cannot be opened",
                "the ports that the server uses for passive mode must be open in every firewall between",
                error);
    }
}
