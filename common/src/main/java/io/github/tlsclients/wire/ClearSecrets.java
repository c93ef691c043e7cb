package io.github.tlsclients.wire;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds passwords that were said in clear. The eavesdropper has them by now; whoever reads a view need not. */
final class ClearSecrets {
    private static final String MASK = "[a secret]";

    /** What comes before a secret on its line: HTTP, FTP, SMTP and POP3, IMAP. */
    private static final List<Pattern> BEFORE = List.of(
            Pattern.compile("(?i)(?:proxy-)?authorization:\\s*\\S+\\s+"),
            Pattern.compile("(?i)pass\\s+"),
            Pattern.compile("(?i)auth\\s+\\S+\\s+"),
            Pattern.compile("(?i)\\S+\\s+login\\s+(?:\"[^\"]*\"|\\S+)\\s+"),
            Pattern.compile("(?i)\\S+\\s+authenticate\\s+\\S+\\s+"));

    private ClearSecrets() {}

    /** Whether a client's line has one. */
    static boolean has(WireEvent event) {
        return event instanceof WireEvent.ClearLine line && !masked(line).equals(line);
    }

    static Conversation masked(Conversation heard) {
        return new Conversation(
                heard.number(),
                heard.client(),
                heard.server(),
                heard.opened(),
                heard.closed(),
                heard.events().stream()
                        .map(event -> event instanceof WireEvent.ClearLine line ? masked(line) : event)
                        .toList(),
                heard.tlsBegins(),
                heard.dropped());
    }

    private static WireEvent.ClearLine masked(WireEvent.ClearLine line) {
        if (line.direction() == Direction.TO_SERVER) {
            for (Pattern before : BEFORE) {
                Matcher matcher = before.matcher(line.text());
                if (matcher.lookingAt() && matcher.end() < line.text().length()) {
                    String text = line.text().substring(0, matcher.end()) + MASK;
                    return new WireEvent.ClearLine(line.at(), line.direction(), line.size(), text);
                }
            }
        }
        return line;
    }
}
