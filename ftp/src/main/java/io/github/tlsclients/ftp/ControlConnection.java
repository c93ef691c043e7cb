package io.github.tlsclients.ftp;

import io.github.tlsclients.session.Redaction;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.DataChannelException;
import io.github.tlsclients.tls.DataChannelException.Reason;
import io.github.tlsclients.tls.OperationClock;
import io.github.tlsclients.tls.ResumedChannel;
import io.github.tlsclients.tls.TlsConnector;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.net.MalformedServerReplyException;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;

/**
 * Commons Net's client over connections that are TLS already. It knows nothing of TLS itself: the control socket comes
 * protected from the connector, and each data connection, through whichever method it is opened, is made to belong to it.
 */
final class ControlConnection extends FTPClient {
    /** Far more than any reply has; FEAT's is the longest. */
    private static final int LONGEST_REPLY = 256 * 1024;

    /** How long a server may take to say why it broke off a data connection. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /** RFC 2228 section 3: 521, 522; vsftpd answers 522, ProFTPD 425, to a data connection that does not resume. */
    private static final Pattern UNPROTECTED = Pattern.compile("52[12].*|(425|421|426).*\\b(TLS|SSL|session|reuse).*");

    private static final int NO_DATA_CONNECTION = 425;

    /** RFC 5321 section 4.2: servers name the protocol in their greeting. */
    private static final Pattern MAIL = Pattern.compile("\\bE?SMTP\\b");

    private static final Pattern CODE = Pattern.compile("[1-5][0-9]{2}\\b.*", Pattern.DOTALL);

    private static final Pattern SIZE_REPLY = Pattern.compile("213 (\\d{1,18})");

    private final TlsConnector connector;
    private final DataMode mode;
    private final boolean resumes;
    private final int timeoutMillis;
    private final List<DataChannel> dataChannels = new ArrayList<>();
    private final Redaction redaction = new Redaction();
    private boolean dataConnected;
    private String greeting = "";
    private @Nullable LimitedInput replies;
    private @Nullable List<String> features;

    /** @param resumes whether data connections resume the session, or show the same certificate once more */
    ControlConnection(TlsConnector connector, DataMode mode, boolean resumes) {
        this.connector = connector;
        this.mode = mode;
        this.resumes = resumes;
        this.timeoutMillis =
                Math.toIntExact(connector.context().config().timeout().toMillis());
        setSocketFactory(connector.socketFactory());
        setConnectTimeout(timeoutMillis);
        setDefaultTimeout(timeoutMillis);
        setDataTimeout(Duration.ofMillis(timeoutMillis));
        setControlEncoding(StandardCharsets.UTF_8); // RFC 2640 section 2.2
        setStrictMultilineParsing(true);
        // whatever address the server names, data goes to where the control connection goes (RFC 2577 section 3)
        setIpAddressFromPasvResponse(false);
        setUseEPSVwithIPv4(true);
    }

    /** Connects and reads the greeting. */
    void open() throws IOException {
        // the socket looks the name up, in time; Commons Net would wait for ever
        InetAddress unknown = InetAddress.getByAddress(connector.endpoint().connectHost(), new byte[4]);
        connect(unknown, connector.endpoint().connectPort());
        greeting = lastReply();
        setSocketFactory(new DataSockets(timeoutMillis, clock()));
        setServerSocketFactory(new DataListeners(getRemoteAddress(), timeoutMillis, clock()));
        setKeepAlive(true); // a long transfer leaves the control connection idle
        if (mode.isActive()) {
            enterActiveMode();
        } else {
            enterLocalPassiveMode();
        }
    }

    /** What the server says that it can do (RFC 2389); empty if it says so only after a login. */
    List<String> announcedFeatures() throws IOException {
        if (features != null) {
            return features;
        }
        if (feat() == FTPReply.NOT_LOGGED_IN) {
            return List.of();
        }
        // lines of features are indented; a refusal has none (RFC 2389 section 3.2)
        List<String> lines = Stream.of(getReplyStrings())
                .filter(line -> line.startsWith(" "))
                .map(line -> ClearText.printable(line.strip()))
                .toList();
        features = lines;
        return lines;
    }

    /** Whether a feature is among them, whatever its parameters. */
    boolean offers(String feature) throws IOException {
        return announcedFeatures().stream()
                .anyMatch(line -> (line + " ").regionMatches(true, 0, feature + " ", 0, feature.length() + 1));
    }

    /** How large the server says that a file is (RFC 3659 section 4). */
    OptionalLong announcedSize(String path) throws IOException {
        if (!offers("SIZE") || sendCommand("SIZE", path) != FTPReply.FILE_STATUS) {
            return OptionalLong.empty(); // not a plain file, or not there: the command proper will tell
        }
        Matcher size = SIZE_REPLY.matcher(lastReply());
        return size.matches() ? OptionalLong.of(Long.parseLong(size.group(1))) : OptionalLong.empty();
    }

    /** Whether the greeting was one of a server for mail, whose replies look like those of FTP. */
    boolean isGreetedByMail() {
        return MAIL.matcher(greeting).find();
    }

    OperationClock clock() {
        return connector.clock();
    }

    /** Whether a data connection has anything to resume by. */
    boolean canResume() {
        return connector.canResume();
    }

    /** Whether its data connections are to resume its session. */
    boolean resumes() {
        return resumes;
    }

    DataMode mode() {
        return mode;
    }

    /** The data connections so far. */
    List<DataChannel> dataChannels() {
        return List.copyOf(dataChannels);
    }

    /** Knows by what somebody has logged in; some servers repeat that. */
    Redaction redaction() {
        return redaction;
    }

    /** The server's latest reply, safe for a terminal. */
    String lastReply() {
        String reply = getReplyString();
        return reply == null
                ? "nothing"
                : redaction.words(reply.lines().findFirst().orElse(""));
    }

    /** Whether the latest reply says that the data connection is not protected as the server wants it to be. */
    boolean refusesUnprotected() {
        // ProFTPD gives no reason but that it has no data connection, when it has one
        return UNPROTECTED.matcher(lastReply()).matches() || dataConnected && getReplyCode() == NO_DATA_CONNECTION;
    }

    /**
     * Opens a data connection for a command.
     *
     * @return nothing if the server refuses the command; {@link #lastReply()} says why
     */
    @Nullable
    ResumedChannel transfer(String command, String argument) throws IOException {
        return (ResumedChannel) _openDataConnection_(command, argument.isEmpty() ? null : argument);
    }

    /** Reads a reply that may come, but not for long; whether there was one. */
    boolean lastWords() {
        try {
            setSoTimeout(Math.min(timeoutMillis, Math.toIntExact(LAST_WORDS.toMillis())));
            getReply();
            return true;
        } catch (IOException e) {
            return false; // what was known before has to do
        } finally {
            restoreTimeout();
        }
    }

    @Override
    public int sendCommand(String command, @Nullable String argument) throws IOException {
        if (argument != null && argument.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
            // the rest of the text would be a command of its own
            throw new TlsException(
                    TlsFailure.USAGE, "a name holds a line break", "a name is one line of printable text");
        }
        requireSilence();
        renewLimit();
        return parsed(() -> super.sendCommand(command, argument));
    }

    @Override
    public int getReply() throws IOException {
        renewLimit();
        int code = parsed(super::getReply);
        if (!CODE.matcher(getReplyString()).matches()) {
            throw new MalformedServerReplyException("no reply has such a number");
        }
        return code;
    }

    /** A server without EPSV is not asked for it again. */
    @Override
    public int epsv() throws IOException {
        int reply = super.epsv();
        setUseEPSVwithIPv4(reply == FTPReply.ENTERING_EPSV_MODE);
        return reply;
    }

    @Override
    public int port(InetAddress host, int port) throws IOException {
        return announced(super.port(host, port));
    }

    @Override
    public int eprt(InetAddress host, int port) throws IOException {
        return announced(super.eprt(host, port));
    }

    @Override
    protected void _parseExtendedPassiveModeReply(String reply) throws MalformedServerReplyException {
        super._parseExtendedPassiveModeReply(reply);
        requirePort();
    }

    @Override
    protected void _parsePassiveModeReply(String reply) throws MalformedServerReplyException {
        super._parsePassiveModeReply(reply);
        requirePort();
    }

    private void requirePort() throws MalformedServerReplyException {
        if (getPassivePort() <= 0) {
            throw new MalformedServerReplyException("this is not a port");
        }
    }

    private int announced(int reply) throws TlsException {
        if (!FTPReply.isPositiveCompletion(reply)) {
            throw new TlsException(
                    TlsFailure.REFUSED_BY_SERVER,
                    "the server refuses active mode: " + lastReply(),
                    "leave out --active, so that the data connections are opened from here");
        }
        return reply;
    }

    private void enterActiveMode() throws IOException {
        enterLocalActiveMode();
        if (mode.announced().isPresent()) {
            InetAddress address = mode.announced().get();
            if (address instanceof Inet4Address != getLocalAddress() instanceof Inet4Address) {
                throw new TlsException(
                        TlsFailure.USAGE,
                        address.getHostAddress() + " cannot be announced to a server at "
                                + getRemoteAddress().getHostAddress(),
                        "announce an address of the same family, or connect by the other");
            }
            boolean own = NetworkInterface.getByInetAddress(address) != null;
            setActiveExternalIPAddress((own ? address : getLocalAddress()).getHostAddress());
            setReportActiveExternalIPAddress(address.getHostAddress());
        }
    }

    @Override
    protected void _connectAction_() throws IOException {
        LimitedInput limited =
                new LimitedInput(_socket_.getInputStream(), LONGEST_REPLY, LONGEST_REPLY, "the server's reply");
        replies = limited;
        _connectAction_(new InputStreamReader(new ReplyInput(limited), StandardCharsets.UTF_8));
    }

    /** When this is called, the server has agreed to the transfer, so that it is ready for TLS on the data connection. */
    @Override
    protected @Nullable Socket _openDataConnection_(String command, @Nullable String argument) throws IOException {
        dataConnected = false;
        Socket tcp = parsed(() -> super._openDataConnection_(command, argument));
        if (tcp == null) {
            return null;
        }
        try {
            ResumedChannel channel = resumes ? connector.resume(tcp) : connector.openLike(tcp);
            dataConnected = true;
            dataChannels.add(DataChannel.of(command, channel.handshake()));
            return channel;
        } catch (DataChannelException e) {
            throw e;
        } catch (IOException e) {
            throw explained(e);
        }
    }

    /**
     * A data connection that ends before anything has come over it: a server that does not like its TLS session says so
     * on the control connection, some only after the handshake.
     */
    IOException explained(IOException broken) {
        return lastWords() && refusesUnprotected() ? notResumed(broken) : broken;
    }

    private DataChannelException notResumed(IOException cause) {
        return new DataChannelException(
                Reason.NOT_RESUMED, "the server does not take the data connection: " + lastReply(), List.of(), cause);
    }

    /**
     * What waits to be read was said before it was asked for: it would be taken for the answer, and each answer after it
     * for the answer to something else.
     */
    private void requireSilence() throws IOException {
        // Bouncy Castle does not survive a read that ends early, and has unread tickets in TLS 1.3 alone
        if (!_controlInput_.ready() && !(resumes && connector.hasUnread() && speaks())) {
            return;
        }
        getReply(); // a server may always say that it is leaving: 421
        throw new BrokenProtocolException("the server answers what it was not asked: " + lastReply());
    }

    /** Whether unread bytes are a reply, and not only TLS's own. */
    private boolean speaks() throws IOException {
        try {
            setSoTimeout(1);
            _controlInput_.mark(1);
            if (_controlInput_.read() >= 0) {
                _controlInput_.reset();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } finally {
            restoreTimeout();
        }
    }

    private void renewLimit() {
        if (replies != null) {
            replies.renew();
        }
    }

    private void restoreTimeout() {
        try {
            setSoTimeout(timeoutMillis);
        } catch (IOException e) {
            return; // the connection is closed
        }
    }

    /** Commons Net's parsers trip over replies that are too short, or numbers that are no ports. */
    private static <T extends @Nullable Object> T parsed(Reading<T> reading) throws IOException {
        try {
            return reading.read();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            MalformedServerReplyException malformed = new MalformedServerReplyException("the reply makes no sense");
            malformed.initCause(e);
            throw malformed;
        }
    }

    private interface Reading<T extends @Nullable Object> {
        T read() throws IOException;
    }
}
