package io.github.tlsclients.wire;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A session's part of the page.
 *
 * @param id its anchor
 * @param view what is shown
 */
record Chapter(String id, WireView view) {
    /** How many of the overview's columns a session fills at least; few events are not made wide. */
    private static final int COLUMNS = 48;

    private static final int LONGEST_TITLE = 120;

    Element section(Scale scale) {
        return Element.of("section", "session")
                .with("id", id)
                .with("aria-labelledby", id + "-title")
                .add(
                        Element.of("header")
                                .add(
                                        titled(Element.of("h2").with("id", id + "-title")),
                                        Element.of("p", "meta").text(Shown.date(view.begun()) + " · " + amounts()),
                                        Element.of("a", "skip")
                                                .with("href", "#" + panelId())
                                                .text("skip the timeline")),
                        Element.of("div", "timelines")
                                .add(questions(scale))
                                .add(view.conversations().stream().map(one -> connection(one, scale)))
                                .add(table()),
                        SidePanel.of(panelId(), view));
    }

    /** Its line of the overview: a link, and all that passed in one small drawing. */
    Element entry(Scale scale) {
        return Element.of("li")
                .add(
                        titled(Element.of("a").with("href", "#" + id)),
                        strip(scale),
                        Element.of("p", "meta").text(amounts()));
    }

    /** All that was drawn of its connections. */
    Stream<Row> rows() {
        return view.conversations().stream().flatMap(one -> Row.of(one).stream());
    }

    long clearLines() {
        return events().filter(WireEvent.ClearLine.class::isInstance).count();
    }

    long sealedBytes() {
        return view.conversations().stream()
                .mapToLong(one -> one.encryptedBytes(Direction.TO_SERVER) + one.encryptedBytes(Direction.TO_CLIENT))
                .sum();
    }

    long secrets() {
        return view.leaks().stream()
                .filter(leak -> leak.kind() == Leak.Kind.CLEAR_SECRETS)
                .count();
    }

    /** A URI is broken behind its slashes if it does not fit a line. */
    private Element titled(Element element) {
        String title = Shown.cut(view.title(), LONGEST_TITLE);
        int host = title.indexOf("://") + 3;
        return host < 3
                ? element.text(title)
                : element.text(title.substring(0, host)).add(Element.of("wbr")).text(title.substring(host));
    }

    private Stream<WireEvent> events() {
        return view.conversations().stream().flatMap(one -> one.events().stream());
    }

    private String amounts() {
        boolean tls =
                view.conversations().stream().anyMatch(one -> one.tlsBegins().isPresent());
        return Shown.count(view.conversations().size(), "connection") + " · "
                + Shown.count(clearLines(), "line") + " in clear · "
                + (tls ? Shown.size(sealedBytes()) + " encrypted" : "no TLS")
                + (secrets() == 0 ? "" : " · " + Shown.count(secrets(), "secret") + " in clear");
    }

    private Element strip(Scale scale) {
        List<Row> rows = rows().toList();
        double step = 100.0 / Math.max(COLUMNS, rows.size());
        Element strip = Element.svg("strip");
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            double height = scale.length(row.size()) / 2;
            strip.add(Element.of("rect", row.sight().style())
                    .with("x", percent(i * step))
                    .with("width", percent(step * 0.7))
                    .with("y", percent(row.direction() == Direction.TO_SERVER ? 50 - height : 50))
                    .with("height", percent(height)));
        }
        return strip.add(
                Element.of("line", "lane").with("x2", "100%").with("y1", "50%").with("y2", "50%"));
    }

    private Stream<Element> questions(Scale scale) {
        return view.questions().isEmpty()
                ? Stream.empty()
                : Stream.of(Element.of("figure")
                        .add(
                                Element.of("h3").text("The name is looked up"),
                                heads("client", "", "resolver", ""),
                                Timeline.of(
                                        id + "q",
                                        view.questions().stream().map(Row::of).toList(),
                                        scale)));
    }

    private Element connection(Conversation one, Scale scale) {
        Element figure = Element.of("figure")
                .add(
                        Element.of("h3").text("Connection " + one.number()),
                        heads("client", Shown.address(one.client()), "server", Shown.address(one.server())),
                        Timeline.of(id + "c" + one.number(), Row.of(one), scale));
        if (one.tlsBegins().isEmpty()) {
            figure.add(Element.of("p", "no-tls").text("No TLS was spoken: all of the above can be read by anybody."));
        }
        return figure.add(Element.of("p", "end").text(end(one)));
    }

    private static String end(Conversation one) {
        String closed = one.closed()
                .map(time -> "closed at " + Shown.seconds(time))
                .orElse("still open when the recording was read");
        return one.dropped() == 0
                ? closed
                : closed + "; " + Shown.bytes(one.dropped()) + " more than the recording could hold";
    }

    private static Element heads(String left, String leftAddress, String right, String rightAddress) {
        return Element.of("div", "heads").add(head(left, leftAddress), head(right, rightAddress));
    }

    private static Element head(String side, String address) {
        return Element.of("p")
                .add(Element.of("b").text(side), Element.of("span").text(address));
    }

    private Element table() {
        Element body = Element.of("tbody");
        for (Conversation one : view.conversations()) {
            String number = view.conversations().size() == 1 ? "" : one.number() + ": ";
            body.add(Row.of(one).stream().map(row -> line(number, row)));
        }
        return Element.of("details")
                .add(
                        Element.of("summary").text("The same as a table"),
                        Element.of("table")
                                .add(
                                        Element.of("caption").text("What passed; C is the client, S the server"),
                                        Element.of("thead")
                                                .add(Element.of("tr")
                                                        .add(Stream.of("time", "way", "bytes", "what")
                                                                .map(Chapter::column))),
                                        body));
    }

    private static Element line(String number, Row row) {
        return Element.of("tr")
                .add(
                        cell(Shown.seconds(row.at())),
                        cell(number + (row.direction() == Direction.TO_SERVER ? "C → S" : "S → C")),
                        cell(String.format(Locale.ROOT, "%,d", row.size())),
                        cell(row.sight().words() + ": " + row.title() + " " + row.gist()));
    }

    private static Element column(String name) {
        return Element.of("th").with("scope", "col").text(name);
    }

    private static Element cell(String text) {
        return Element.of("td").text(text.strip());
    }

    private String panelId() {
        return id + "-panel";
    }

    private static String percent(double length) {
        return String.format(Locale.ROOT, "%.2f%%", length);
    }
}
