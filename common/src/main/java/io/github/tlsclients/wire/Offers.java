package io.github.tlsclients.wire;

import static io.github.tlsclients.tls.TlsVectors.number;
import static io.github.tlsclients.tls.TlsVectors.vector;

import io.github.tlsclients.tls.Hello;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the extensions of a hello that an eavesdropper cares for. Each throws an {@link IllegalArgumentException}
 * if its extension is shorter than it says.
 */
final class Offers {
    static final int SERVER_NAME = 0;
    static final int POINT_FORMATS = 11;
    static final int SIGNATURE_ALGORITHMS = 13;
    static final int ALPN = 16;
    static final int SESSION_TICKET = 35;
    static final int PRE_SHARED_KEY = 41;
    static final int KEY_SHARE = 51;

    private static final int HOST_NAME = 0;
    private static final int TLS_1_3 = 0x0304;

    private Offers() {}

    /** RFC 6066 section 3. */
    static Optional<String> serverName(Hello client) {
        ByteBuffer names = list(client, SERVER_NAME, 2);
        while (names.hasRemaining()) {
            int type = number(names, 1);
            ByteBuffer name = vector(names, 2);
            if (type == HOST_NAME) {
                return Optional.of(Printable.text(name));
            }
        }
        return Optional.empty();
    }

    /** RFC 7301 section 3.1; a server's is a list of one. */
    static List<ByteBuffer> protocols(Hello hello) {
        List<ByteBuffer> protocols = new ArrayList<>();
        for (ByteBuffer list = list(hello, ALPN, 2); list.hasRemaining(); ) {
            protocols.add(vector(list, 1));
        }
        return protocols;
    }

    /** RFC 8446 section 4.2.8. */
    static List<Integer> keyShares(Hello client) {
        List<Integer> groups = new ArrayList<>();
        for (ByteBuffer list = list(client, KEY_SHARE, 2); list.hasRemaining(); ) {
            int group = number(list, 2);
            vector(list, 2); // the key
            if (!Hello.isGrease(group)) {
                groups.add(group);
            }
        }
        return groups;
    }

    /** RFC 8422 section 5.1.2. */
    static List<Integer> pointFormats(Hello client) {
        List<Integer> formats = new ArrayList<>();
        for (ByteBuffer list = list(client, POINT_FORMATS, 1); list.hasRemaining(); ) {
            formats.add(number(list, 1));
        }
        return formats;
    }

    /**
     * Whether it shows what an earlier session left: a ticket (RFC 5077, RFC 8446 section 4.2.11), or a session's number.
     * A client that offers TLS 1.3 may put a random number there (RFC 8446 appendix D.4), which says nothing.
     */
    static boolean resuming(Hello client) {
        return client.extension(PRE_SHARED_KEY).isPresent()
                || client.extension(SESSION_TICKET)
                        .filter(ByteBuffer::hasRemaining)
                        .isPresent()
                || client.sessionId().hasRemaining() && !hasTls13(client);
    }

    static boolean hasTls13(Hello hello) {
        return hello.versions().contains(TLS_1_3);
    }

    /** The vector that an extension is; empty where there is none. */
    private static ByteBuffer list(Hello hello, int extension, int lengthBytes) {
        return hello.extension(extension)
                .map(content -> vector(content, lengthBytes))
                .orElseGet(() -> ByteBuffer.allocate(0));
    }
}
