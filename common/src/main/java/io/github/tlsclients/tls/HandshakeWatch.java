package io.github.tlsclients.tls;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notes what the peer showed and asked for during a handshake on this thread.
 *
 * <p>JSSE tells neither whether a session was resumed nor whether a server asked for a client certificate. Both can be
 * seen from where our own managers are called: a peer that shows no certificate was resumed (RFC 8446 section 2.2), and
 * a key manager that is asked was asked by the server.
 */
public final class HandshakeWatch implements AutoCloseable {
    private static final ThreadLocal<@Nullable HandshakeWatch> CURRENT = new ThreadLocal<>();

    private volatile List<X509Certificate> chain = List.of();
    private volatile List<byte[]> staples = List.of();
    private volatile boolean certificateWanted;
    private volatile boolean certificateSent;
    private volatile boolean certificateWithheld;
    private volatile @Nullable GuardedSocket stream;

    private HandshakeWatch() {}

    /**
     * Begins to watch this thread's handshakes, in place of any earlier watch.
     *
     * @return the watch; close it when the handshake is over
     */
    public static HandshakeWatch begin() {
        HandshakeWatch watch = new HandshakeWatch();
        CURRENT.set(watch);
        return watch;
    }

    /** {@return a watch that has seen nothing} */
    public static HandshakeWatch nothing() {
        return new HandshakeWatch();
    }

    /** Ends the watch; what it noted stays. */
    @Override
    public void close() {
        CURRENT.remove();
    }

    /** {@return the chain that the peer showed, accepted or not; empty if it showed none} */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * {@return whether the server stapled a status to its own certificate (RFC 6066 section 8)} Nothing is said of what
     * the status is: see {@link Revocation}. Bouncy Castle sees no staples in TLS 1.3.
     */
    public boolean stapled() {
        return !staples.isEmpty() && staples.get(0).length > 0;
    }

    /** {@return whether a handshake that succeeded resumed an earlier session} No certificate was shown again then. */
    public boolean resumed() {
        return chain.isEmpty();
    }

    /** {@return whether the server asked for a client certificate} */
    public boolean certificateWanted() {
        return certificateWanted;
    }

    /** {@return whether a client certificate was shown} */
    public boolean certificateSent() {
        return certificateSent;
    }

    /**
     * {@return whether there are client certificates, and none was shown} None fits what the server asked for (issuers and
     * types of key, RFC 8446 section 4.3.2), or is for this server.
     */
    public boolean certificateWithheld() {
        return certificateWithheld;
    }

    /**
     * {@return the key-exchange group that was agreed on, by its name of the IANA registry} Read from the server's
     * messages as they passed; empty if a session of TLS 1.2 was resumed, where no keys are exchanged, or if none passed:
     * TLS was not layered over a socket of its own.
     */
    public Optional<String> group() {
        GuardedSocket guarded = stream;
        return guarded == null ? Optional.empty() : guarded.agreed().group();
    }

    /** {@return whether the server asked for a second ClientHello} A group without a key share costs that round trip. */
    public boolean helloRetried() {
        GuardedSocket guarded = stream;
        return guarded != null && guarded.agreed().helloRetried();
    }

    /** {@return whether the watched connection may agree on post-quantum key exchange alone} */
    public boolean postQuantumRequired() {
        GuardedSocket guarded = stream;
        return guarded != null && guarded.hybridRequired();
    }

    /**
     * {@return whether the TCP stream under the watched handshake has ended by now} If TLS reports an end and this is
     * false, the peer's close_notify came before; otherwise data may be missing (RFC 8446 section 6.1).
     */
    public boolean streamEnded() {
        GuardedSocket guarded = stream;
        return guarded != null && guarded.ended();
    }

    /**
     * {@return whether the server has said anything since it was shown a client certificate} A server that accepts one
     * says so at once: its Finished in TLS 1.2, a ticket or data in TLS 1.3.
     */
    public boolean heardSinceCertificate() {
        GuardedSocket guarded = stream;
        return guarded != null && guarded.heardSinceCertificate();
    }

    /** {@return how many bytes the peer has said on the watched connection, all of TLS's own included} */
    public long heard() {
        GuardedSocket guarded = stream;
        return guarded == null ? 0 : guarded.heard();
    }

    /** {@return whether the peer has said something on the watched connection that nobody has read yet} */
    public boolean pending() {
        GuardedSocket guarded = stream;
        try {
            return guarded != null && guarded.pending();
        } catch (IOException e) {
            return false; // it is closed, and says no more
        }
    }

    /**
     * Bounds what the peer may say from now on, for a client library that reads without bounds until what it waits for
     * has come. The read that goes beyond fails with a {@link TooMuchSaidException}.
     *
     * @param bytes how many, all of TLS's own included; takes the place of what was allowed before
     */
    public void allow(long bytes) {
        GuardedSocket guarded = stream;
        if (guarded != null) {
            guarded.allow(bytes);
        }
    }

    static boolean certificateChosen() {
        HandshakeWatch watch = CURRENT.get();
        return watch != null && watch.certificateSent;
    }

    static void reads(GuardedSocket stream) {
        HandshakeWatch watch = CURRENT.get();
        if (watch != null) {
            watch.stream = stream; // of streams inside streams (a tunnel through a TLS proxy) the innermost reads last
        }
    }

    /** What is left to the operation that this thread's handshake is a part of, if one is timed. */
    static Optional<Duration> timeLeft() {
        return clock().map(OperationClock::left);
    }

    /** Counts a wait for somebody else than the peer to that operation. */
    static void waited(long begun) {
        clock().ifPresent(clock -> clock.waited(begun));
    }

    private static Optional<OperationClock> clock() {
        HandshakeWatch watch = CURRENT.get();
        GuardedSocket guarded = watch == null ? null : watch.stream;
        return guarded == null ? Optional.empty() : guarded.runningClock();
    }

    static void peerShowed(X509Certificate[] chain) {
        HandshakeWatch watch = CURRENT.get();
        if (watch != null) {
            watch.chain = List.of(chain);
        }
    }

    static void peerStapled(List<byte[]> staples) {
        HandshakeWatch watch = CURRENT.get();
        if (watch != null) {
            watch.staples = List.copyOf(staples);
        }
    }

    static void peerWants(boolean answered, boolean withheld) {
        HandshakeWatch watch = CURRENT.get();
        if (watch != null) {
            watch.certificateWanted = true;
            watch.certificateSent |= answered;
            watch.certificateWithheld |= withheld;
        }
    }
}
