package io.github.tlsclients.imap.cli;

import io.github.tlsclients.imap.MessageSummary;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Messages as aligned lines: UID, date in UTC, N for one that nobody has read, size, sender, subject. */
final class Lines {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LONGEST_SENDER = 40;

    /** What could steer a terminal or turn a line around: controls, formats, separators, halves of characters. */
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]");

    private Lines() {}

    static List<String> of(List<MessageSummary> messages) {
        int uid = widest(
                messages.stream().map(message -> String.valueOf(message.uid())).toList());
        int size = widest(
                messages.stream().map(message -> String.valueOf(message.size())).toList());
        int from = widest(messages.stream().map(Lines::sender).toList());
        String format = "%" + uid + "d  %-17s  %s  %" + size + "d  %-" + from + "s  %s";
        return messages.stream()
                .map(message -> String.format(
                                Locale.ROOT,
                                format,
                                message.uid(),
                                message.date().map(Lines::date).orElse("-"),
                                message.seen() ? " " : "N",
                                message.size(),
                                sender(message),
                                safe(message.subject()))
                        .stripTrailing())
                .toList();
    }

    /** The text of a stranger, made safe for a terminal. */
    static String safe(String text) {
        return UNSAFE.matcher(text).replaceAll("?");
    }

    private static String sender(MessageSummary message) {
        String from = safe(message.from());
        if (from.length() <= LONGEST_SENDER) {
            return from;
        }
        int end = Character.isHighSurrogate(from.charAt(LONGEST_SENDER - 2)) ? LONGEST_SENDER - 2 : LONGEST_SENDER - 1;
        return from.substring(0, end) + "…";
    }

    private static String date(Instant date) {
        try {
            return DATE.format(date);
        } catch (DateTimeException e) {
            return "-"; // a year that no calendar has
        }
    }

    private static int widest(List<String> texts) {
        return Math.max(1, texts.stream().mapToInt(String::length).max().orElse(1));
    }
}
