package io.github.tlsclients.wire;

import java.util.Set;
import java.util.stream.Stream;

/**
 * A piece of HTML or SVG that is well-formed XML too. Whatever is put in as text or as an attribute's value is escaped,
 * and what would not be seen of it, or would change how the rest is seen, is spelled out.
 */
final class Element {
    /** Those of ours that have no end tag in HTML. */
    private static final Set<String> EMPTY = Set.of("meta", "wbr");

    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();

    private Element(String name) {
        this.name = name;
    }

    static Element of(String name) {
        return new Element(name);
    }

    static Element of(String name, String style) {
        return of(name).with("class", style);
    }

    /** The drawing's root; the size is given by CSS. */
    static Element svg(String style) {
        return of("svg", style).with("xmlns", "http://www.w3.org/2000/svg").with("aria-hidden", "true");
    }

    /**
     * A style sheet, which is the one text that HTML takes literally.
     *
     * @throws IllegalArgumentException if it has a character by which XML and HTML would read it differently
     */
    static Element styleSheet(String css) {
        if (css.indexOf('<') >= 0 || css.indexOf('&') >= 0) {
            throw new IllegalArgumentException("a style sheet in a page may not have < or &");
        }
        Element style = of("style");
        style.content.append(css);
        return style;
    }

    Element with(String attribute, Object value) {
        attributes
                .append(' ')
                .append(attribute)
                .append("=\"")
                .append(escaped(value.toString()))
                .append('"');
        return this;
    }

    Element text(String text) {
        content.append(escaped(text));
        return this;
    }

    Element add(Element... children) {
        return add(Stream.of(children));
    }

    Element add(Stream<Element> children) {
        children.forEach(content::append);
        return this;
    }

    @Override
    public String toString() {
        String start = "<" + name + attributes;
        return EMPTY.contains(name) ? start + "/>" : start + ">" + content + "</" + name + ">";
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> {
                    if (isSeen(character)) {
                        safe.appendCodePoint(character);
                    } else {
                        safe.append(String.format("\\u%04X", character));
                    }
                }
            }
        });
        return safe.toString();
    }

    /** Among those that are not: what XML forbids (section 2.2), and the marks that turn text around (UAX 9). */
    private static boolean isSeen(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
