package io.github.tlsclients.wire;

import io.github.tlsclients.wire.Row.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A connection drawn: the client's lane on the left, the server's on the right, time going down. The drawing is SVG; its
 * words are a list laid over it, row upon row, since text in SVG neither wraps nor can be laid over what follows.
 */
final class Timeline {
    /** The heights of rows, which the style sheet takes for the list as well. */
    private static final String HEIGHTS = ":root{--event:%srem;--banner:%srem;--pause:%srem}";

    private static final double EVENT = 2.5;
    private static final double BANNER = 3.5;
    private static final double PAUSE = 2;

    /** Where the line of an event is, below its words; half as thick as a block of bytes. */
    private static final double ARROW = 1.85;

    private static final double HALF = 0.25;

    /** What somebody would notice as a pause. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    private final String id;
    private final Scale scale;
    private final Element drawn = Element.of("g");
    private final Element list = Element.of("ol");
    private int number;
    private double y;
    private double tlsBegins = -1;

    private Timeline(String id, Scale scale) {
        this.id = id;
        this.scale = scale;
    }

    /** The style sheet's part that depends on the drawing. */
    static String heights() {
        return String.format(Locale.ROOT, HEIGHTS, EVENT, BANNER, PAUSE);
    }

    /**
     * Draws these rows.
     *
     * @param id the prefix of its ids
     */
    static Element of(String id, List<Row> rows, Scale scale) {
        Timeline timeline = new Timeline(id, scale);
        Duration before = rows.isEmpty() ? Duration.ZERO : rows.get(0).at();
        for (Row row : rows) {
            timeline.pause(row.at().minus(before));
            timeline.upgrade(row);
            timeline.event(row);
            before = row.at();
        }
        return timeline.whole();
    }

    private void pause(Duration time) {
        if (time.compareTo(SILENCE) >= 0) {
            list.add(Element.of("li", "pause").text("quiet for " + Shown.seconds(time)));
            y += PAUSE;
        }
    }

    private void upgrade(Row row) {
        if (row.upgraded() && tlsBegins < 0) {
            list.add(Element.of("li", "upgrade").add(Element.of("span").text("TLS begins")));
            tlsBegins = y + BANNER / 2;
            y += BANNER;
        }
    }

    private void event(Row row) {
        String box = id + "e" + ++number;
        list.add(Element.of("li")
                .add(Element.of("div", "event " + row.sight().style() + " " + way(row))
                        .with("tabindex", 0)
                        .with("role", "group")
                        .with("aria-label", row.spoken())
                        .with("aria-describedby", box)
                        .add(Element.of("span", "time").text(Shown.seconds(row.at())), words(row), Box.of(box, row))));
        drawn.add(arrow(row));
        if (row.sight() != Sight.CLEAR) {
            drawn.add(block(row));
        }
        y += EVENT;
    }

    private static String way(Row row) {
        return row.direction() == Direction.TO_SERVER ? "to-server" : "to-client";
    }

    private static Element words(Row row) {
        Element words = Element.of("span", "words");
        if (row.sight() != Sight.CLEAR) {
            words.add(Element.of("b").text(row.title()));
        }
        if (!row.gist().isEmpty()) {
            words.add(Element.of("code").text(row.gist()));
        }
        if (row.sight() != Sight.CLEAR && row.count() == 1) {
            words.add(Element.of("span", "size").text(Shown.size(row.size())));
        }
        return words;
    }

    private Element arrow(Row row) {
        boolean right = row.direction() == Direction.TO_SERVER;
        return Element.of("line", row.sight().style())
                .with("x1", right ? "0%" : "100%")
                .with("x2", right ? "100%" : "0%")
                .with("y1", rem(y + ARROW))
                .with("y2", rem(y + ARROW))
                .with("marker-end", row.sight() == Sight.SEALED ? "url(#tip-sealed)" : "url(#tip-clear)");
    }

    private Element block(Row row) {
        double length = scale.length(row.size());
        return Element.of("rect", row.sight().style())
                .with("x", percent(row.direction() == Direction.TO_SERVER ? 0 : 100 - length))
                .with("width", percent(length))
                .with("y", rem(y + ARROW - HALF))
                .with("height", rem(2 * HALF))
                .with("rx", 2);
    }

    private Element whole() {
        Element svg = Element.svg("drawing").with("style", "height:" + rem(y));
        if (tlsBegins >= 0) {
            svg.add(
                    Element.of("rect", "tunnel")
                            .with("width", "100%")
                            .with("y", rem(tlsBegins))
                            .with("height", rem(y - tlsBegins)),
                    Element.of("line", "upgrade")
                            .with("x2", "100%")
                            .with("y1", rem(tlsBegins))
                            .with("y2", rem(tlsBegins)));
        }
        return Element.of("div", "wire").add(svg.add(lane("0%"), lane("100%"), drawn), list);
    }

    private Element lane(String x) {
        return Element.of("line", "lane").with("x1", x).with("x2", x).with("y2", rem(y));
    }

    private static String rem(double length) {
        return String.format(Locale.ROOT, "%.2frem", length);
    }

    private static String percent(double length) {
        return String.format(Locale.ROOT, "%.1f%%", length);
    }
}
