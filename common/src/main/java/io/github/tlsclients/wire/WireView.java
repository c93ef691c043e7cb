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
        List<String> kept) {

    /**
     * Reads a recording. Passwords that were said in clear are told as a leak, and masked.
     *
     * @param title of the session
     * @param recording what passed so far
     * @return what can be read from it without a key
     */
    public static WireView of(String title, Recording recording) {
        return of(title, recording.begun(), recording.questions(), recording.flows());
    }

    /**
     * Reads one connection of a recording.
     *
     * @param title of the session
     * @param recording what passed so far
     * @param flow one of its connections
     * @return what can be read from it without a key
     */
    public static WireView of(String title, Recording recording, Flow flow) {
        return of(title, recording.begun(), recording.questions(), List.of(flow));
    }

    private static WireView of(String title, Instant begun, List<NameQuestion> questions, List<Flow> flows) {
        List<Conversation> heard = flows.stream().map(Conversation::of).toList();
        List<Conversation> shown = heard.stream().map(ClearSecrets::masked).toList();
        return new WireView(title, begun, questions, shown, Leaks.of(questions, heard), Kept.of(heard));
    }

    /** {@return the view in a screenful of text} */
    @Override
    public String toString() {
        return WireText.of(this);
    }
}
