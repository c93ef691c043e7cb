package io.github.tlsclients.wire;

import java.time.Instant;
import java.util.List;

/**
 * What the eavesdropper knows of a session, against what TLS kept from them.
 *
 * @param title of the session, such as {@code smtp+starttls://localhost:587}
 * @param begun when the recording began
 * @param questions the names that were looked up
 * @param conversations its connections, in the order in which they were opened
 * @param leaks what the eavesdropper knows
 * @param kept what they do not, in a few words each
 */
public record WireView(
        String title,
        Instant begun,
        List<NameQuestion> questions,
        List<Conversation> conversations,
        List<Leak> leaks,
        List<String> kept) {}
