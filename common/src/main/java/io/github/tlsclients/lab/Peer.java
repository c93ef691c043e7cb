package io.github.tlsclients.lab;

import io.github.tlsclients.tls.TlsMode;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The client at the other end of one connection to a {@link HostileServer}, before TLS and inside it. */
public final class Peer {
    private static final int HUNDRED_MEGABYTES = 100_000_000;
    private static final int CHUNK = 1 << 16;

    private final HostileServer server;
    private final Fault fault;
    private final Socket tcp;
    private final OutputStream rawOut;
    private final InputStream rawIn;
    private @Nullable SSLSocket tls;
    private OutputStream out;
    private InputStream in;
    private final AtomicInteger steps;
    private @Nullable SSLContext shown;

    Peer(HostileServer server, Socket tcp) throws IOException {
        this(server, tcp, new AtomicInteger(), null);
    }

    private Peer(HostileServer server, Socket tcp, AtomicInteger steps, @Nullable SSLContext shown) throws IOException {
        this.server = server;
        this.steps = steps;
        this.shown = shown;
        this.fault = server.stage().fault();
        this.tcp = tcp;
        tcp.setTcpNoDelay(true); // one write is one segment: some attacks depend on it
        this.rawOut = paced(tcp.getOutputStream(), fault == StreamFault.TRICKLED);
        this.rawIn = new Listening(tcp.getInputStream());
        this.out = rawOut;
        this.in = rawIn;
    }

    /** {@return where this is played} */
    public Stage stage() {
        return server.stage();
    }

    /**
     * Whether the stage's fault is this one.
     *
     * @param candidate a fault that would be played here
     * @return true where it is to go wrong
     */
    public boolean suffers(Fault candidate) {
        return fault == candidate;
    }

    /**
     * Another connection of the same client, such as FTP's for data. {@link #startTls()} lets it resume the first one's
     * session.
     *
     * @param tcp as it was accepted
     * @return the client at its end
     * @throws IOException if it is gone already
     */
    public Peer second(Socket tcp) throws IOException {
        return new Peer(server, tcp, steps, shown);
    }

    /** {@return whether TLS stands} */
    public boolean isProtected() {
        return tls != null;
    }

    /**
     * Waits for a line.
     *
     * @return what the client said, without its line end
     * @throws IOException if the client leaves
     */
    public String hear() throws IOException {
        step();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client left");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        server.note((isProtected() ? "C* " : "C: ") + text);
        return text;
    }

    /**
     * Says lines in one write, which in clear is one segment.
     *
     * @param lines without line ends
     * @throws IOException if the client has gone
     */
    public void say(String... lines) throws IOException {
        sayExactly(String.join("\r\n", lines) + "\r\n");
    }

    /**
     * Says text as it is, in one write.
     *
     * @param text with the line ends that it is to have, one byte a character
     * @throws IOException if the client has gone
     */
    public void sayExactly(String text) throws IOException {
        step();
        text.lines().forEach(line -> server.note((isProtected() ? "S* " : "S: ") + shortened(line)));
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /**
     * Says the same again and again, as long as the client listens.
     *
     * @param text with its line ends
     * @throws IOException when the client has gone
     */
    public void sayForEver(String text) throws IOException {
        server.note("S" + (isProtected() ? "* " : ": ") + shortened(text.strip()) + " and so on, for ever");
        byte[] chunk = text.repeat(CHUNK / text.length() + 1).getBytes(StandardCharsets.ISO_8859_1);
        while (true) {
            out.write(chunk);
        }
    }

    /**
     * Shakes hands, as the fault will have it, and speaks inside TLS from then on.
     *
     * @throws IOException if the client does not like what it sees
     */
    public void startTls() throws IOException {
        if (shown != null) {
            startTls(shown);
            return;
        }
        SSLContext context = suffers(HandshakeFault.CLIENT_CERTIFICATE_DEMANDED)
                ? server.certificate()
                        .serverContext(List.of(stage().pki().root().certificate()))
                : server.certificate().serverContext();
        startTls(context);
    }

    /**
     * Shakes hands with another certificate, as the fault will have it, and speaks inside TLS from then on.
     *
     * @param context whose certificate is shown
     * @throws IOException if the client does not like what it sees
     */
    public void startTls(SSLContext context) throws IOException {
        step();
        if (suffers(StreamFault.HANDSHAKE_UNANSWERED)) {
            awaitTheEnd();
        }
        if (suffers(StreamFault.RESET_IN_HANDSHAKE)) {
            rawIn.read();
            reset();
        }
        if (fault instanceof HandshakeFault bent && ForgedHello.isOf(bent)) {
            rawIn.read();
            server.note("S: a ServerHello of its own making");
            rawOut.write(ForgedHello.of(bent));
            rawOut.flush();
            awaitTheEnd();
        }
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(new LayeredSocket(tcp, in, out), null, tcp.getPort(), false);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(suffers(HandshakeFault.CLIENT_CERTIFICATE_DEMANDED));
        socket.startHandshake();
        tls = socket;
        shown = context;
        server.note("-- TLS stands: " + socket.getSession().getProtocol());
        in = socket.getInputStream();
        out = paced(socket.getOutputStream(), fault == StreamFault.TRICKLED_INSIDE);
        beginInside();
    }

    /** {@return TLS with the server's certificate that knows of no session so far} */
    public SSLContext freshContext() {
        return server.certificate().serverContext();
    }

    /** {@return the TLS layer, for a script that needs to know more of it} */
    public SSLSocket tls() {
        if (tls == null) {
            throw new IllegalStateException("TLS does not stand");
        }
        return tls;
    }

    /** {@return what the client sends, for what is not a line; before TLS it is remembered as told in clear} */
    public InputStream in() {
        return in;
    }

    /** {@return what the client hears, for what is not a line} */
    public OutputStream out() {
        return out;
    }

    /**
     * Goes on in clear, TLS or not: what an attacker does who cannot do better, and a server after CCC.
     */
    public void continueInClear() {
        tls = null;
        in = rawIn;
        out = rawOut;
    }

    /**
     * Ends TLS as it should be ended, and the connection.
     *
     * @throws IOException if the client has gone
     */
    public void end() throws IOException {
        server.note("-- the server ends the connection");
        finish();
        throw new IOException("ended");
    }

    /**
     * Ends TLS as it should be ended, and this connection, where the play goes on upon another.
     *
     * @throws IOException if the client has gone
     */
    public void finish() throws IOException {
        if (tls != null) {
            tls.close();
        }
        tcp.close();
    }

    /**
     * Ends the connection as somebody does who cannot make a close_notify, and waits for the client to leave.
     *
     * @throws IOException always: the play is over
     */
    public void cut() throws IOException {
        server.note("-- the connection is cut");
        tcp.shutdownOutput();
        awaitTheEnd();
    }

    /**
     * Resets the connection.
     *
     * @throws IOException always: the play is over
     */
    public void reset() throws IOException {
        server.note("-- the connection is reset");
        tcp.setSoLinger(true, 0);
        tcp.close();
        throw new IOException("reset by the server");
    }

    /**
     * Says nothing more until the client leaves; what it says meanwhile is remembered.
     *
     * @throws IOException always: the play is over
     */
    public void awaitTheEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
        throw new IOException("the client left");
    }

    void play(HostileServer.Script script) throws IOException {
        if (suffers(StreamFault.RESET_AT_ONCE)) {
            reset();
        }
        if (suffers(StreamFault.HALF_OPEN)) {
            awaitTheEnd();
        }
        if (suffers(StreamFault.ENDLESS_LINE)) {
            sayEndlessLine();
        }
        if (suffers(StreamFault.TLS_ON_UPGRADE_PORT)) {
            startTls();
        }
        if (suffers(StreamFault.PLAINTEXT_ON_TLS_PORT)) {
            rawIn.read();
            say(ForeignServer.of(stage().protocol()).firstWords());
            awaitTheEnd();
        }
        if (fault instanceof ForeignServer foreign) {
            if (stage().mode() == TlsMode.IMPLICIT) {
                startTls();
            }
            foreign.play(this);
        }
        if (stage().mode() == TlsMode.IMPLICIT) {
            startTls();
        }
        script.play(this);
    }

    /** Hangs up, whatever the client was about to say. */
    public void hangUp() {
        try {
            tcp.close();
        } catch (IOException e) {
            return; // closed is closed
        }
    }

    private void beginInside() throws IOException {
        if (suffers(StreamFault.SILENT_INSIDE)) {
            awaitTheEnd();
        }
        if (suffers(StreamFault.RESET_INSIDE)) {
            reset();
        }
        if (suffers(StreamFault.ENDED_INSIDE)) {
            cut();
        }
        if (suffers(StreamFault.ENDLESS_LINE_INSIDE)) {
            sayEndlessLine();
        }
    }

    private void sayEndlessLine() throws IOException {
        server.note("S" + (isProtected() ? "* " : ": ") + "100 MB without a line end");
        byte[] chunk = "x".repeat(CHUNK).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < HUNDRED_MEGABYTES / CHUNK; i++) {
            out.write(chunk);
        }
        awaitTheEnd();
    }

    private void step() throws IOException {
        if (steps.getAndIncrement() == server.resetAt()) {
            reset();
        }
    }

    private OutputStream paced(OutputStream plain, boolean slow) {
        return new FilterOutputStream(plain) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!slow) {
                    out.write(bytes, offset, length);
                    server.said(length);
                    return;
                }
                for (int i = 0; i < length; i++) {
                    out.write(bytes, offset + i, 1);
                    out.flush();
                    server.said(1);
                    pause();
                }
            }
        };
    }

    private void pause() throws IOException {
        try {
            if (server.closed().await(1, TimeUnit.SECONDS)) {
                throw new IOException("the server is closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the server is closed", e);
        }
    }

    private static String shortened(String line) {
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }

    /** Remembers what is told in clear. The records of TLS go the same way, and nobody can read those. */
    private final class Listening extends FilterInputStream {
        Listening(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                server.heardInClear(buffer, offset, count);
            }
            return count;
        }
    }
}
