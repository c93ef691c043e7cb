package io.github.tlsclients.wire;

import io.github.tlsclients.wire.Leak.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the eavesdropper knows, against what TLS kept. */
final class SidePanel {
    private static final int LONGEST_VALUE = 500;

    private SidePanel() {}

    static Element of(String id, WireView view) {
        return Element.of("div", "panel")
                .with("id", id)
                .add(
                        Element.of("h3", "known").text("What the eavesdropper knows"),
                        view.leaks().isEmpty() ? nothing() : leaks(view.leaks()),
                        Element.of("h3", "kept").text("What TLS kept"),
                        view.kept().isEmpty() ? nothing() : kept(view.kept()));
    }

    /** A secret in clear comes first, since something has to be done about it. */
    private static Element leaks(List<Leak> leaks) {
        Map<Kind, List<Leak>> byKind = leaks.stream()
                .collect(Collectors.groupingBy(Leak::kind, () -> new EnumMap<>(Kind.class), Collectors.toList()));
        List<Leak> secrets = byKind.remove(Kind.CLEAR_SECRETS);
        Element list = Element.of("ul", "leaks");
        if (secrets != null) {
            list.add(leak(Kind.CLEAR_SECRETS, secrets));
        }
        byKind.forEach((kind, ofKind) -> list.add(leak(kind, ofKind)));
        return list;
    }

    private static Element leak(Kind kind, List<Leak> leaks) {
        return Element.of("li", kind == Kind.CLEAR_SECRETS ? "leak secret" : "leak")
                .add(Element.of("h4").text(kind.title()))
                .add(leaks.stream().map(leak -> Element.of("p", "value").text(Shown.cut(leak.value(), LONGEST_VALUE))))
                .add(Element.of("p", "reason").text(kind.reason()));
    }

    private static Element kept(List<String> kept) {
        return Element.of("ul", "kept")
                .add(kept.stream().map(what -> Element.of("li").text(what)));
    }

    private static Element nothing() {
        return Element.of("p", "reason").text("nothing");
    }
}
