package io.github.tlsclients.wire;

import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An eavesdropper who recognises by its size what somebody fetches: they have fetched everything once themselves, and
 * noted how many bytes came back.
 */
public final class SizeGuess {
    private final Map<String, Long> known = new LinkedHashMap<>();

    /**
     * Notes what fetching a thing looks like.
     *
     * @param thing what was fetched
     * @param seen the recording of nothing but that
     */
    public void learn(String thing, Recording seen) {
        known.put(thing, received(seen));
    }

    /**
     * Guesses what was fetched.
     *
     * @param seen the recording of somebody else
     * @return the thing whose size is nearest; of several the one that was learned first
     * @throws IllegalStateException if nothing was learned
     */
    public String guess(Recording seen) {
        long size = received(seen);
        return known.entrySet().stream()
                .min(Comparator.comparingLong(entry -> Math.abs(entry.getValue() - size)))
                .map(Map.Entry::getKey)
                .orElseThrow(() -> new IllegalStateException("nothing was learned"));
    }

    /**
     * All that an eavesdropper counts. The handshake is left out: its signatures differ by a byte or two each time.
     *
     * @param seen a recording
     * @return how many encrypted bytes came from the server since the client first sent some, headers of records included
     */
    public static long received(Recording seen) {
        return seen.flows().stream()
                .map(Conversation::of)
                .mapToLong(SizeGuess::received)
                .sum();
    }

    private static long received(Conversation conversation) {
        long bytes = 0;
        boolean asked = false;
        for (WireEvent event : conversation.events()) {
            if (event instanceof TlsRecord record && record.encrypted()) {
                boolean sent = record.direction() == Direction.TO_SERVER;
                asked |= sent;
                bytes += asked && !sent ? record.size() : 0;
            }
        }
        return bytes;
    }
}
