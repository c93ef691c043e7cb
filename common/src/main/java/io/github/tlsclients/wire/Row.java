package io.github.tlsclients.wire;

import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A row of the timeline: an event, or many that one row stands for.
 *
 * @param at when it was over
 * @param direction which way
 * @param sight what the eavesdropper makes of it
 * @param title what it is
 * @param gist what matters most in it; may be empty
 * @param count how many events it stands for
 * @param size in bytes, of all of them
 * @param upgraded whether it was seen after TLS began
 * @param fields what can be read in it
 */
record Row(
        Duration at,
        Direction direction,
        Sight sight,
        String title,
        String gist,
        int count,
        long size,
        boolean upgraded,
        List<Field> fields) {
    /** More would be a page that nobody reads to its end. */
    static final int LIMIT = 200;

    private static final int LONGEST_LINE = 2_000;
    private static final int LONGEST_SPOKEN = 120;

    /** What the eavesdropper makes of it. */
    enum Sight {
        CLEAR("in clear"),
        READABLE("readable handshake"),
        SEALED("encrypted");

        private final String words;

        Sight(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Its class in the style sheet. */
        String style() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The question that reveals where somebody is going. */
    static Row of(NameQuestion question) {
        return new Row(
                question.at(),
                Direction.TO_SERVER,
                Sight.CLEAR,
                "DNS question",
                question.name(),
                1,
                0,
                false,
                List.of());
    }

    /** A row for each event; of a long conversation one for each run of encrypted records, and one for much of its middle. */
    static List<Row> of(Conversation conversation) {
        int tlsBegins = conversation.tlsBegins().orElse(Integer.MAX_VALUE);
        List<Row> rows = new ArrayList<>();
        for (WireEvent event : conversation.events()) {
            rows.add(of(event, rows.size() >= tlsBegins));
        }
        return rows.size() <= LIMIT ? rows : shortened(runs(rows));
    }

    /** What is said of it in a sentence. */
    String spoken() {
        return (direction == Direction.TO_SERVER ? "client to server, " : "server to client, ")
                + sight.words() + ", at " + Shown.seconds(at) + (size == 0 ? "" : ", " + Shown.bytes(size)) + ": "
                + title
                + (gist.isEmpty() ? "" : " " + Shown.cut(gist, LONGEST_SPOKEN));
    }

    private static Row of(WireEvent event, boolean upgraded) {
        if (event instanceof ClearLine line) {
            return new Row(
                    line.at(),
                    line.direction(),
                    Sight.CLEAR,
                    "line",
                    Shown.cut(line.text(), LONGEST_LINE),
                    1,
                    line.size(),
                    upgraded,
                    List.of());
        }
        TlsRecord tls = (TlsRecord) event;
        return new Row(
                tls.at(),
                tls.direction(),
                tls.encrypted() ? Sight.SEALED : Sight.READABLE,
                title(tls),
                tls.readable().stream()
                        .map(Field::gist)
                        .filter(gist -> !gist.isEmpty())
                        .findFirst()
                        .orElse(""),
                1,
                tls.size(),
                upgraded,
                tls.readable().stream()
                        .flatMap(message -> Field.of(message).stream())
                        .toList());
    }

    private static String title(TlsRecord tls) {
        if (!tls.readable().isEmpty()) {
            return tls.readable().stream().map(HandshakeMessage::name).collect(Collectors.joining(", "));
        }
        return switch (tls.type()) {
            case CHANGE_CIPHER_SPEC -> "ChangeCipherSpec";
            case ALERT -> "alert";
            case HANDSHAKE -> tls.encrypted() ? "handshake" : "handshake, continued";
            case APPLICATION_DATA -> "application data";
        };
    }

    private static List<Row> runs(List<Row> rows) {
        List<Row> merged = new ArrayList<>();
        List<Row> run = new ArrayList<>();
        for (Row row : rows) {
            if (!run.isEmpty() && !(row.sight == Sight.SEALED && row.continues(run.get(0)))) {
                merged.add(together(run));
                run.clear();
            }
            run.add(row);
        }
        merged.add(together(run));
        return merged;
    }

    private boolean continues(Row other) {
        return direction == other.direction && sight == other.sight;
    }

    /** The beginning and the end as they are; of what is between, a row for what passed each way. */
    private static List<Row> shortened(List<Row> rows) {
        if (rows.size() <= LIMIT) {
            return rows;
        }
        int kept = LIMIT / 2;
        List<Row> middle = rows.subList(kept, rows.size() - kept);
        List<Row> all = new ArrayList<>(rows.subList(0, kept));
        for (Direction direction : Direction.values()) {
            List<Row> oneWay =
                    middle.stream().filter(row -> row.direction == direction).toList();
            if (!oneWay.isEmpty()) {
                all.add(together(oneWay));
            }
        }
        all.addAll(rows.subList(rows.size() - kept, rows.size()));
        return all;
    }

    private static Row together(List<Row> rows) {
        Row last = rows.get(rows.size() - 1);
        if (rows.size() == 1) {
            return last;
        }
        boolean alike = rows.stream().allMatch(row -> row.sight == last.sight);
        int count = rows.stream().mapToInt(Row::count).sum();
        long size = rows.stream().mapToLong(Row::size).sum();
        return new Row(
                last.at,
                last.direction,
                alike ? last.sight : Sight.READABLE,
                Shown.count(count, alike && last.sight == Sight.SEALED ? "record" : "event"),
                Shown.bytes(size),
                count,
                size,
                last.upgraded,
                List.of());
    }
}
