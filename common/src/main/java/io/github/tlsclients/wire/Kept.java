package io.github.tlsclients.wire;

import io.github.tlsclients.wire.HandshakeMessage.ServerHello;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells what TLS kept from the eavesdropper. */
final class Kept {
    private Kept() {}

    static List<String> of(List<Conversation> conversations) {
        List<String> kept = new ArrayList<>();
        long sent = encrypted(conversations, Direction.TO_SERVER);
        long received = encrypted(conversations, Direction.TO_CLIENT);
        if (sent + received == 0) {
            return List.of();
        }
        kept.add(String.format(
                Locale.ROOT,
                "what was said: commands, names, passwords, contents, in %,d bytes to the server and %,d from it",
                sent,
                received));
        Optional<String> version = conversations.stream()
                .flatMap(conversation -> conversation.first(ServerHello.class).stream())
                .map(ServerHello::version)
                .findFirst();
        if (version.equals(Optional.of("TLSv1.3"))) {
            kept.add("the certificates of both sides, and whether the client showed one");
            kept.add("which of the protocols offered was chosen");
        }
        kept.add("changes: whoever had altered a byte would have been noticed");
        return List.copyOf(kept);
    }

    private static long encrypted(List<Conversation> conversations, Direction direction) {
        return conversations.stream()
                .mapToLong(conversation -> conversation.encryptedBytes(direction))
                .sum();
    }
}
