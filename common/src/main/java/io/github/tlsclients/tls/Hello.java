package io.github.tlsclients.tls;

import static io.github.tlsclients.tls.TlsVectors.number;
import static io.github.tlsclients.tls.TlsVectors.part;
import static io.github.tlsclients.tls.TlsVectors.vector;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * The first message of either side, in the clear in every version of TLS (RFC 8446 sections 4.1.2 and 4.1.3): by the
 * numbers of the IANA registries, which {@link TlsNames} has the names of. What a client offers without meaning it (GREASE,
 * RFC 8701) is left out throughout. Immutable.
 */
public final class Hello {
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int RANDOM = 32;

    /** A ServerHello with this random is a HelloRetryRequest (RFC 8446 section 4.1.3). */
    private static final ByteBuffer RETRY = ByteBuffer.wrap(
            HexFormat.of().parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c"));

    private final int legacyVersion;
    private final boolean retry;
    private final ByteBuffer sessionId;
    private final List<Integer> cipherSuites;
    private final Map<Integer, ByteBuffer> extensions = new LinkedHashMap<>();
    private final List<Integer> versions;

    private Hello(ByteBuffer message, boolean ofClient) {
        legacyVersion = number(message, 2);
        retry = part(message, RANDOM).equals(RETRY);
        sessionId = vector(message, 1);
        cipherSuites = ofClient ? numbers(vector(message, 2)) : List.of(number(message, 2));
        part(message, ofClient ? number(message, 1) : 1); // compression
        ByteBuffer rest = message.hasRemaining() ? vector(message, 2) : message; // TLS 1.2 may be without
        while (rest.hasRemaining()) {
            int type = number(rest, 2);
            ByteBuffer content = vector(rest, 2);
            if (!isGrease(type)) {
                extensions.putIfAbsent(type, content);
            }
        }
        versions = extension(SUPPORTED_VERSIONS)
                .map(content -> ofClient ? numbers(vector(content, 1)) : List.of(number(content, 2)))
                .orElse(List.of(legacyVersion));
    }

    /**
     * Reads a ClientHello.
     *
     * @param message without the header of the message; to be left unchanged afterwards
     * @return what the client offers
     * @throws IllegalArgumentException if it is shorter than it says
     */
    public static Hello ofClient(ByteBuffer message) {
        return new Hello(message.slice(), true);
    }

    /**
     * Reads a ServerHello or HelloRetryRequest.
     *
     * @param message without the header of the message; to be left unchanged afterwards
     * @return what the server chose, as lists of one
     * @throws IllegalArgumentException if it is shorter than it says
     */
    public static Hello ofServer(ByteBuffer message) {
        return new Hello(message.slice(), false);
    }

    /**
     * What this engine would send first; it is of no use afterwards. Neither provider tells otherwise what its defaults
     * come to.
     */
    static Hello of(SSLEngine engine) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.beginHandshake();
        while (record.position() == 0) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else {
                engine.wrap(ByteBuffer.allocate(0), record);
            }
        }
        return ofClient(record.flip().position(5 + 4)); // behind the headers of the record and of the message
    }

    /** {@return the version that it says it is of; TLS 1.3 says 1.2 here} */
    public int legacyVersion() {
        return legacyVersion;
    }

    /** {@return the versions that it is really about, best first} */
    public List<Integer> versions() {
        return versions;
    }

    /** {@return whether it asks for a second ClientHello} */
    public boolean isRetry() {
        return retry;
    }

    /** {@return the session's number, 0 to 32 bytes; in TLS 1.3 without a meaning} */
    public ByteBuffer sessionId() {
        return sessionId.asReadOnlyBuffer();
    }

    /** {@return the cipher suites, best first, and what else is said among them (RFC 5746 section 3.3)} */
    public List<Integer> cipherSuites() {
        return cipherSuites;
    }

    /** {@return the types of the extensions, in their order} */
    public List<Integer> extensions() {
        return List.copyOf(extensions.keySet());
    }

    /**
     * An extension's content.
     *
     * @param type its number
     * @return the bytes; empty if there is no such extension
     */
    public Optional<ByteBuffer> extension(int type) {
        return Optional.ofNullable(extensions.get(type)).map(ByteBuffer::asReadOnlyBuffer);
    }

    /**
     * An extension that is a list of numbers, as those of groups and of signature schemes are.
     *
     * @param type its number
     * @return the numbers in their order; empty if there is no such extension
     * @throws IllegalArgumentException if it is shorter than it says
     */
    public List<Integer> numbers(int type) {
        return extension(type).map(content -> numbers(vector(content, 2))).orElse(List.of());
    }

    /**
     * {@return the groups of the key exchange that a client offers, best first}
     *
     * @throws IllegalArgumentException if the extension is shorter than it says
     */
    public List<Integer> groups() {
        return numbers(SUPPORTED_GROUPS);
    }

    /**
     * Whether this is one of the values that clients sprinkle in lists so that servers get used to unknown ones.
     *
     * @param number of two bytes
     * @return true for 0x0a0a, 0x1a1a, and so on (RFC 8701 section 2)
     */
    public static boolean isGrease(int number) {
        return (number & 0x0f0f) == 0x0a0a && number >> 8 == (number & 0xff);
    }

    private static List<Integer> numbers(ByteBuffer vector) {
        List<Integer> numbers = new ArrayList<>();
        while (vector.hasRemaining()) {
            int number = number(vector, 2);
            if (!isGrease(number)) {
                numbers.add(number);
            }
        }
        return List.copyOf(numbers);
    }
}
