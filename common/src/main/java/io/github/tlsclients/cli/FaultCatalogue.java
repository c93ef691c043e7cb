package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every fault that the lab plays, by its class of attack: as text, as data, and as the parity table of Markdown. */
final class FaultCatalogue {
    private final List<ProtocolModule> modules;

    FaultCatalogue(List<ProtocolModule> modules) {
        this.modules = modules;
    }

    /** {@return each fault once, the classes of attacks in order} */
    List<Fault> faults() {
        return modules.stream()
                .flatMap(module -> Stream.of(TlsMode.values()).flatMap(mode -> module.faults(mode).stream()))
                .distinct()
                .sorted((a, b) -> a.story().attack().compareTo(b.story().attack()))
                .toList();
    }

    /**
     * The fault of a name.
     *
     * @throws TlsConfigException if there is none
     */
    Fault named(String name) {
        return faults().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TlsConfigException(
                        "\"" + name + "\" is not a fault of " + labels(), "see: tls lab --list-faults"));
    }

    /** {@return a paragraph for each class of attack} */
    List<String> text() {
        List<String> lines = new ArrayList<>();
        @Nullable Attack attack = null;
        for (Fault fault : faults()) {
            if (fault.story().attack() != attack) {
                attack = fault.story().attack();
                lines.add((lines.isEmpty() ? "" : "\n") + attack + ": the attacker " + attack.sentence());
            }
            lines.add("  " + fault.name() + " (" + where(fault) + ")");
            lines.add("    " + fault.story().sentence());
            lines.add("    " + fault.story().source() + "; ends as " + ends(fault));
        }
        return lines;
    }

    /** {@return the same as data} */
    List<Map<String, Object>> data() {
        return faults().stream()
                .map(fault -> {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("name", fault.name());
                    entry.put("attack", fault.story().attack().name());
                    entry.put("sentence", fault.story().sentence());
                    entry.put("source", fault.story().source());
                    Map<String, String> cells = new LinkedHashMap<>();
                    forEachCell((protocol, mode) -> {
                        if (fault.plays(protocol, mode)) {
                            cells.put(protocol.scheme(mode), end(fault, protocol, mode));
                        }
                    });
                    entry.put("ends", cells);
                    return entry;
                })
                .toList();
    }

    /** {@return the parity table: for each client the exit code, and a dash where there is nothing to attack} */
    List<String> table() {
        List<String> lines = new ArrayList<>(tableHead());
        faults().forEach(fault -> lines.add(tableRow(fault)));
        return lines;
    }

    private List<String> tableHead() {
        List<String> columns = new ArrayList<>();
        forEachCell((protocol, mode) -> columns.add(protocol.scheme(mode)));
        return List.of(
                "| fault | ends as | " + String.join(" | ", columns) + " |",
                "|---|---" + "|:-:".repeat(columns.size()) + "|");
    }

    private String tableRow(Fault fault) {
        List<String> cells = new ArrayList<>();
        forEachCell((protocol, mode) -> cells.add(cell(fault, protocol, mode)));
        return "| `" + fault.name() + "` | " + ends(fault) + " | " + String.join(" | ", cells) + " |";
    }

    private static String cell(Fault fault, Protocol protocol, TlsMode mode) {
        if (!fault.plays(protocol, mode)) {
            return "–";
        }
        return fault.failure(protocol, mode)
                .map(TlsFailure::exitCode)
                .map(String::valueOf)
                .orElse("0");
    }

    private String ends(Fault fault) {
        List<String> ends = new ArrayList<>();
        forEachCell((protocol, mode) -> {
            if (fault.plays(protocol, mode)) {
                ends.add(end(fault, protocol, mode));
            }
        });
        return ends.stream().distinct().collect(Collectors.joining(", "));
    }

    private static String end(Fault fault, Protocol protocol, TlsMode mode) {
        return fault.failure(protocol, mode).map(TlsFailure::name).orElse("not believed");
    }

    private String where(Fault fault) {
        List<String> schemes = new ArrayList<>();
        forEachCell((protocol, mode) -> {
            if (fault.plays(protocol, mode)) {
                schemes.add(protocol.scheme(mode));
            }
        });
        return String.join(", ", schemes);
    }

    private String labels() {
        return modules.stream().map(module -> module.protocol().label()).collect(Collectors.joining(", "));
    }

    private interface Cell {
        void visit(Protocol protocol, TlsMode mode);
    }

    private void forEachCell(Cell cell) {
        for (ProtocolModule module : modules) {
            for (TlsMode mode : TlsMode.values()) {
                cell.visit(module.protocol(), mode);
            }
        }
    }
}
