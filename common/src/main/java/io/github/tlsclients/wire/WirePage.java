package io.github.tlsclients.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Wire views as one page of HTML, which is a file by itself: it loads nothing, runs no script, and its policy says so to
 * the browser. Whatever came from the wire is escaped. It is well-formed XML too.
 */
public final class WirePage {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private WirePage() {}

    /**
     * Draws these sessions, one below another; of several there is an overview first.
     *
     * @return the page, to be written as UTF-8
     */
    public static String of(List<WireView> views) {
        List<Chapter> chapters = IntStream.range(0, views.size())
                .mapToObj(i -> new Chapter("s" + (i + 1), views.get(i)))
                .toList();
        Scale scale = Scale.of(chapters.stream().flatMap(Chapter::rows).toList());
        String title = views.size() == 1 ? views.get(0).title() : Shown.count(views.size(), "session");
        Element main = Element.of("main").add(Element.of("h1").text("What the wire shows"), lead(chapters));
        if (chapters.size() > 1) {
            main.add(Element.of("nav")
                    .with("aria-label", "sessions")
                    .add(Element.of("ol").add(chapters.stream().map(chapter -> chapter.entry(scale)))));
        }
        main.add(legend(scale)).add(chapters.stream().map(chapter -> chapter.section(scale)));
        return "<!DOCTYPE html>\n"
                + Element.of("html")
                        .with("xmlns", "http://www.w3.org/1999/xhtml")
                        .with("lang", "en")
                        .add(
                                head("What the wire shows: " + title),
                                Element.of("body").add(marks(), main, footer()))
                + "\n";
    }

    private static Element head(String title) {
        return Element.of("head")
                .add(
                        Element.of("meta").with("charset", "utf-8"),
                        Element.of("meta")
                                .with("http-equiv", "Content-Security-Policy")
                                .with("content", POLICY),
                        Element.of("meta")
                                .with("name", "viewport")
                                .with("content", "width=device-width, initial-scale=1"),
                        Element.of("meta").with("name", "color-scheme").with("content", "light dark"),
                        Element.of("title").text(title),
                        Element.styleSheet(Timeline.heights() + "\n" + css()));
    }

    private static Element lead(List<Chapter> chapters) {
        long lines = chapters.stream().mapToLong(Chapter::clearLines).sum();
        long sealed = chapters.stream().mapToLong(Chapter::sealedBytes).sum();
        long secrets = chapters.stream().mapToLong(Chapter::secrets).sum();
        return Element.of("p", "lead")
                .text("Somebody on the path between client and server has seen this much of "
                        + (chapters.size() == 1 ? "a session: " : Shown.count(chapters.size(), "session") + ": ")
                        + Shown.count(lines, "line") + " in clear, " + Shown.size(sealed) + " encrypted, "
                        + (secrets == 0 ? "no secret given away." : Shown.count(secrets, "secret") + " given away."));
    }

    /** What the three looks of a row mean, drawn as rows are. */
    private static Element legend(Scale scale) {
        return Element.of("section", "legend")
                .with("aria-label", "how to read the drawings")
                .add(
                        sample("clear", "Said in clear: red, thin, word by word."),
                        sample("readable", "A handshake: TLS, but anybody can read it."),
                        sample("sealed", "Encrypted: only its time, direction and size show."),
                        Element.of("p")
                                .text(
                                        "The longer a block, the more bytes: each doubling adds as much, and the whole width is "
                                                + Shown.size(scale.largest())
                                                + ". Point at a row, tap it, or reach it by Tab to see what it gives away."));
    }

    private static Element sample(String look, String meaning) {
        Element svg = Element.svg("sample")
                .add(Element.of("line", look)
                        .with("x2", "100%")
                        .with("y1", "50%")
                        .with("y2", "50%")
                        .with("marker-end", look.equals("sealed") ? "url(#tip-sealed)" : "url(#tip-clear)"));
        if (!look.equals("clear")) {
            svg.add(Element.of("rect", look)
                    .with("width", "60%")
                    .with("y", "0.25rem")
                    .with("height", "0.5rem")
                    .with("rx", 2));
        }
        return Element.of("p", "key").add(svg, Element.of("span").text(meaning));
    }

    /** The arrows' tips and the hatching, which all drawings share. */
    private static Element marks() {
        return Element.svg("marks")
                .add(Element.of("defs")
                        .add(
                                tip("clear"),
                                tip("sealed"),
                                Element.of("pattern")
                                        .with("id", "hatch")
                                        .with("width", 5)
                                        .with("height", 5)
                                        .with("patternUnits", "userSpaceOnUse")
                                        .with("patternTransform", "rotate(45)")
                                        .add(
                                                Element.of("rect", "hatch-ground")
                                                        .with("width", 5)
                                                        .with("height", 5),
                                                Element.of("rect", "hatch-line")
                                                        .with("width", 1.5)
                                                        .with("height", 5))));
    }

    private static Element tip(String look) {
        return Element.of("marker")
                .with("id", "tip-" + look)
                .with("markerWidth", 8)
                .with("markerHeight", 8)
                .with("refX", 8)
                .with("refY", 4)
                .with("markerUnits", "userSpaceOnUse")
                .with("orient", "auto")
                .add(Element.of("path", "tip " + look).with("d", "M0 0.5 L8 4 L0 7.5 z"));
    }

    private static Element footer() {
        return Element.of("footer")
                .add(Element.of("p")
                        .text(
                                "Drawn by tlsclients from a recording of the bytes that passed. Nothing was decrypted, and"
                                        + " this page loads nothing and runs no script."));
    }

    private static String css() {
        try (InputStream css = Objects.requireNonNull(WirePage.class.getResourceAsStream("page.css"), "page.css")) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
