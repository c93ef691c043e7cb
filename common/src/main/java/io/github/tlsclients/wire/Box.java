package io.github.tlsclients.wire;

import io.github.tlsclients.wire.Row.Sight;

/** What is shown of a row when it is pointed at, or reached by keyboard. */
final class Box {
    /** More characters may have to be scrolled, by keyboard as well. */
    private static final int SHORT = 250;

    private Box() {}

    static Element of(String id, Row row) {
        Element box = Element.of("div", "box").with("id", id);
        if (!row.fields().isEmpty() || row.gist().length() > SHORT) {
            box.with("tabindex", 0).with("role", "group").with("aria-label", "all of it");
        }
        box.add(Element.of("p", "about").text(about(row)));
        if (row.sight() == Sight.CLEAR && row.count() == 1) {
            box.add(Element.of("p").add(Element.of("code").text(row.gist())));
        } else if (row.fields().isEmpty()) {
            box.add(Element.of("p").text(unread(row)));
        } else {
            box.add(Element.of("dl").add(row.fields().stream().map(Box::field)));
        }
        return box;
    }

    private static String about(Row row) {
        String way = row.direction() == Direction.TO_SERVER ? "client → server" : "server → client";
        String size = row.size() == 0 ? "" : " · " + Shown.bytes(row.size());
        return way + " · " + Shown.seconds(row.at()) + size + " · "
                + row.sight().words();
    }

    private static String unread(Row row) {
        if (row.count() > 1) {
            return Shown.count(row.count(), "event") + " that are not drawn one by one";
        }
        return row.sight() == Sight.SEALED
                ? "only its time, its direction and its size can be seen"
                : "nothing in it tells anything";
    }

    private static Element field(Field field) {
        return Element.of("div")
                .add(Element.of("dt").text(field.name()), Element.of("dd").text(field.value()));
    }
}
