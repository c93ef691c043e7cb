package io.github.tlsclients.tls;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * What a client really offers, read from the first message that it would send (RFC 8446 section 4.1.2), since neither
 * provider tells otherwise what its defaults come to.
 *
 * @param versions such as {@code TLSv1.3}, best first
 * @param cipherSuites by their names of the IANA registry, best first
 * @param groups by their names of the IANA registry, best first
 * @param signatureSchemes for the handshake, by their names of the IANA registry, best first
 */
record ClientHello(
        List<String> versions, List<String> cipherSuites, List<String> groups, List<String> signatureSchemes) {
    private static final int SUPPORTED_GROUPS = 10;
    private static final int SIGNATURE_ALGORITHMS = 13;
    private static final int SUPPORTED_VERSIONS = 43;
    /** Says that renegotiation is done safely, and is no cipher suite (RFC 5746 section 3.3). */
    private static final int RENEGOTIATION_INFO = 0x00ff;

    private static final Map<Integer, String> VERSIONS =
            Map.of(0x0300, "SSLv3", 0x0301, "TLSv1", 0x0302, "TLSv1.1", 0x0303, "TLSv1.2", 0x0304, "TLSv1.3");
    private static final Map<Integer, String> SUITES = Map.ofEntries(
            Map.entry(0x1301, "TLS_AES_128_GCM_SHA256"),
            Map.entry(0x1302, "TLS_AES_256_GCM_SHA384"),
            Map.entry(0x1303, "TLS_CHACHA20_POLY1305_SHA256"),
            Map.entry(0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
            Map.entry(0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
            Map.entry(0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
            Map.entry(0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
            Map.entry(0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
            Map.entry(0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
            Map.entry(0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
            Map.entry(0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
            Map.entry(0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"));

    /** What this engine would send first; it is of no use afterwards. */
    static ClientHello of(SSLEngine engine) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.beginHandshake();
        while (record.position() == 0) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else {
                engine.wrap(ByteBuffer.allocate(0), record);
            }
        }
        return parse(record.flip());
    }

    /** @throws SSLException if it is shorter than it says it is */
    static ClientHello parse(ByteBuffer record) throws SSLException {
        try {
            return hello(record);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SSLException("this is no ClientHello", e);
        }
    }

    private static ClientHello hello(ByteBuffer record) {
        skip(record, 5 + 4); // headers of the record and of the message
        int legacyVersion = unsigned16(record);
        skip(record, 32); // random
        skip(record, unsigned8(record)); // legacy_session_id
        List<String> suites = names(part(record, unsigned16(record)), number -> name(number, SUITES));
        skip(record, unsigned8(record)); // legacy_compression_methods
        List<String> versions = List.of(name(legacyVersion, VERSIONS));
        List<String> groups = List.of();
        List<String> signatureSchemes = List.of();
        ByteBuffer extensions = part(record, unsigned16(record));
        while (extensions.hasRemaining()) {
            int type = unsigned16(extensions);
            ByteBuffer extension = part(extensions, unsigned16(extensions));
            if (type == SUPPORTED_VERSIONS) {
                versions = names(part(extension, unsigned8(extension)), number -> name(number, VERSIONS));
            } else if (type == SUPPORTED_GROUPS) {
                groups = names(part(extension, unsigned16(extension)), NamedGroups::name);
            } else if (type == SIGNATURE_ALGORITHMS) {
                signatureSchemes = names(part(extension, unsigned16(extension)), SignatureSchemes::name);
            }
        }
        return new ClientHello(versions, suites, groups, signatureSchemes);
    }

    private static List<String> names(ByteBuffer numbers, IntFunction<String> naming) {
        List<String> names = new ArrayList<>();
        while (numbers.hasRemaining()) {
            int number = unsigned16(numbers);
            if (number != RENEGOTIATION_INFO) {
                names.add(naming.apply(number));
            }
        }
        return List.copyOf(names);
    }

    private static String name(int number, Map<Integer, String> known) {
        return known.getOrDefault(number, String.format(Locale.ROOT, "0x%04x", number));
    }

    private static ByteBuffer part(ByteBuffer buffer, int length) {
        ByteBuffer part = buffer.slice(buffer.position(), length);
        skip(buffer, length);
        return part;
    }

    private static void skip(ByteBuffer buffer, int length) {
        buffer.position(buffer.position() + length);
    }

    private static int unsigned8(ByteBuffer buffer) {
        return Byte.toUnsignedInt(buffer.get());
    }

    private static int unsigned16(ByteBuffer buffer) {
        return Short.toUnsignedInt(buffer.getShort());
    }
}
