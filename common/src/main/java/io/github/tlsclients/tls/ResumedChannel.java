package io.github.tlsclients.tls;

import io.github.tlsclients.tls.DataChannelException.Reason;
import io.github.tlsclients.tls.TlsContext.Live;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second connection to the server of the first one: under its TLS session (RFC 4217 section 10), or by a handshake of
 * its own with the same certificate. Its end is checked: reading without the peer's close_notify fails, and closing after
 * writing waits for the peer's own end, which brings the ticket that the next connection resumes by (RFC 8446 section
 * 4.6.1).
 */
public final class ResumedChannel extends DelegatingSocket {
    private static final Logger LOG = LoggerFactory.getLogger(ResumedChannel.class);

    private final SSLSocket tls;
    private final GuardedSocket tcp;
    private final TlsHandshake handshake;
    private boolean wrote;
    private boolean finished;

    private ResumedChannel(SSLSocket tls, GuardedSocket tcp, TlsHandshake handshake) {
        this.tls = tls;
        this.tcp = tcp;
        this.handshake = handshake;
    }

    static ResumedChannel over(Socket data, TlsSocket control, TlsConnector connector) throws IOException {
        // the JDK looks sessions up by host and port, so this connection is shown to it under the control's port
        GuardedSocket tcp =
                new GuardedSocket(TimedSocket.over(data, connector.clock()), TlsMode.IMPLICIT, control.getPort());
        // the same settings as the control connection's: the JDK offers no session that was made under others; and the
        // same generation, since a reload begins without sessions
        Live generation = control.generation();
        SSLSocket tls = layered(tcp, generation, connector);
        generation.provider().resume(control.tls(), tls);
        control.resuming();
        return opened(tls, tcp, control, connector, false);
    }

    static ResumedChannel like(Socket data, TlsSocket control, TlsConnector connector) throws IOException {
        GuardedSocket tcp =
                new GuardedSocket(TimedSocket.over(data, connector.clock()), TlsMode.IMPLICIT, data.getPort());
        SSLSocket tls = layered(tcp, control.generation().withoutSessions(), connector);
        String agreed = control.tls().getSession().getProtocol();
        tls.setEnabledProtocols(Stream.of(tls.getEnabledProtocols())
                .filter(version -> version.compareTo(agreed) >= 0) // TLSv1.2, TLSv1.3
                .toArray(String[]::new));
        return opened(tls, tcp, control, connector, true);
    }

    private static SSLSocket layered(GuardedSocket tcp, Live generation, TlsConnector connector) throws IOException {
        return (SSLSocket) generation
                .socketFactory()
                .createSocket(tcp, connector.endpoint().serverName(), tcp.getPort(), true);
    }

    private static ResumedChannel opened(
            SSLSocket tls, GuardedSocket tcp, TlsSocket control, TlsConnector connector, boolean mayBeNew)
            throws IOException {
        long begun = System.nanoTime();
        try (HandshakeWatch watch = connector.watchHandshake()) {
            shakeHands(tls, watch, control, mayBeNew);
            requireSameServer(watch, control, mayBeNew);
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            return new ResumedChannel(tls, tcp, TlsHandshake.of(tls, watch, Duration.ZERO, Duration.ZERO, took));
        }
    }

    private static void shakeHands(SSLSocket tls, HandshakeWatch watch, TlsSocket control, boolean mayBeNew)
            throws IOException {
        try {
            tls.startHandshake();
        } catch (IOException e) {
            requireSameServer(
                    watch, control, mayBeNew); // a certificate that is not trusted is another one first of all
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof UpgradeException clear
                        && clear.reason() == UpgradeException.Reason.PLAINTEXT_ON_TLS_PORT) {
                    throw new DataChannelException(
                            Reason.CLEAR, "the server sends the data connection in clear text", List.of(), e);
                }
            }
            throw e;
        }
    }

    /** Whoever resumes has the first connection's secrets; whoever does not must show its certificate. */
    private static void requireSameServer(HandshakeWatch watch, TlsSocket control, boolean mayBeNew)
            throws DataChannelException {
        if (watch.resumed()) {
            return;
        }
        TlsHandshake first = control.handshake();
        X509Certificate shown = watch.chain().get(0);
        if (first == null || first.chain().indexOf(shown) != 0) {
            throw new DataChannelException(
                    Reason.OTHER_CERTIFICATE,
                    "the data connection shows another certificate than the control connection: "
                            + ClearText.printable(
                                    shown.getSubjectX500Principal().getName()),
                    watch.chain());
        }
        if (!mayBeNew) {
            throw new DataChannelException(
                    Reason.NOT_RESUMED,
                    "the data connection did not resume the control connection's TLS session",
                    List.of());
        }
    }

    /** {@return what its handshake agreed on} */
    public TlsHandshake handshake() {
        return handshake;
    }

    @Override
    Socket delegate() {
        return tls;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(tls.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int count;
                try {
                    count = in.read(buffer, offset, length);
                } catch (IOException e) {
                    passOnTimeout(e);
                    throw new DataChannelException(Reason.TRUNCATED, "the data connection broke off", List.of(), e);
                }
                if (count < 0) {
                    requireCloseNotify();
                }
                return count;
            }

            /** Bouncy Castle wraps the one that strikes while it answers a close_notify. */
            private static void passOnTimeout(IOException e) throws SocketTimeoutException {
                for (Throwable t = e; t != null; t = t.getCause()) {
                    if (t instanceof SocketTimeoutException late) {
                        throw late;
                    }
                }
            }

            /** The JDK takes the end of TCP for the end of the stream; Bouncy Castle throws. */
            private void requireCloseNotify() throws IOException {
                if (!finished && tcp.ended()) {
                    throw new DataChannelException(
                            Reason.TRUNCATED, "the data connection ended without close_notify", List.of());
                }
                finished = true;
            }

            @Override
            public void close() throws IOException {
                ResumedChannel.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(tls.getOutputStream()) {
            @Override
            public void write(int value) throws IOException {
                wrote = true;
                out.write(value);
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                wrote = true;
                out.write(buffer, offset, length);
            }

            @Override
            public void close() throws IOException {
                wrote = true;
                ResumedChannel.this.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        tcp.leave();
        try {
            if (wrote && !finished && !tls.isClosed() && handshake.version().equals("TLSv1.3")) {
                finished = true;
                awaitPeersEnd();
            }
        } finally {
            tls.close();
        }
    }

    /**
     * Closes the connection without TLS's own end, so that the peer cannot take what it has for the whole.
     *
     * @throws IOException if the socket cannot be closed
     */
    public void abort() throws IOException {
        finished = true;
        tcp.close();
        tls.close();
    }

    /** The reply on the control connection tells whether the upload arrived, so a failure here changes nothing. */
    private void awaitPeersEnd() {
        byte[] ignored = new byte[512];
        try {
            tls.shutdownOutput();
            InputStream in = tls.getInputStream();
            int count;
            do {
                count = in.read(ignored);
            } while (count >= 0);
        } catch (IOException e) {
            LOG.debug("the server did not end its side of the data connection: {}", e.toString());
        }
    }
}
