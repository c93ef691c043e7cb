package io.github.tlsclients.matrix;

import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.matrix.Result.Outcome;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The matrix as Markdown: a row for each server, a column for each value that a pairing may have. {@code yes}: it works in
 * each pairing. {@code partly} and {@code no}: a limit below the table says why. {@code FAILED}: a trial did not end as it
 * should, which is never to be published.
 */
public final class MatrixTable {
    private static final List<Column> COLUMNS = List.of(
            new Column("implicit", Trial.SESSION, 0, TlsMode.IMPLICIT),
            new Column("upgrade", Trial.SESSION, 0, TlsMode.STARTTLS),
            new Column("TLS 1.2", Trial.SESSION, 1, TlsVersion.TLS_1_2),
            new Column("TLS 1.3", Trial.SESSION, 1, TlsVersion.TLS_1_3),
            new Column("JDK", Trial.SESSION, 2, TlsProvider.JDK),
            new Column("Bouncy Castle", Trial.SESSION, 2, TlsProvider.BOUNCY_CASTLE),
            new Column("RSA", Trial.SESSION, 3, KeyType.RSA),
            new Column("EC", Trial.SESSION, 3, KeyType.EC),
            new Column("Ed25519", Trial.SESSION, 3, KeyType.ED25519),
            new Column("client certificate", Trial.SESSION, 4, true),
            new Column("resumption", Trial.RESUMPTION, -1, ""),
            new Column("post-quantum", Trial.POST_QUANTUM, -1, ""));

    private MatrixTable() {}

    /** {@return the table's head} */
    public static List<String> head() {
        String names = COLUMNS.stream().map(Column::name).collect(Collectors.joining(" | "));
        return List.of("| server | " + names + " |", "|---" + "|---".repeat(COLUMNS.size()) + "|");
    }

    /**
     * The row of a server.
     *
     * @param server what was tried
     * @param results of it
     * @return a line of the table
     */
    public static String row(MatrixServer server, List<Result> results) {
        String values =
                COLUMNS.stream().map(column -> column.value(server, results)).collect(Collectors.joining(" | "));
        return "| " + server.protocol().label() + " " + server.name() + " | " + values + " |";
    }

    /**
     * What cannot be had from a server.
     *
     * @param server which
     * @return a line for each reason, to stand below the table
     */
    public static List<String> limits(MatrixServer server) {
        Set<String> reasons = new LinkedHashSet<>();
        server.limits().forEach(limit -> reasons.add(limit.reason()));
        return reasons.stream()
                .map(reason -> "- " + server.protocol().label() + " " + server.name() + ": " + reason)
                .toList();
    }

    /**
     * @param dimension which of {@link Cell#values()}; negative for a column that is about none
     * @param value of that dimension
     */
    private record Column(String name, Trial trial, int dimension, Object value) {
        String value(MatrixServer server, List<Result> results) {
            boolean failed = results.stream()
                    .filter(result -> result.trial() == trial && has(result.cell()))
                    .anyMatch(result -> result.outcome() == Outcome.FAILED);
            if (failed) {
                return "FAILED";
            }
            List<Cell> mine = trial.cells().stream()
                    .filter(this::has)
                    .filter(cell -> dimension >= 0 || hasMode(server, cell.mode()))
                    .toList();
            Predicate<Cell> limited = cell -> server.limit(trial, cell).isPresent();
            if (mine.stream().allMatch(limited)) {
                return "no";
            }
            return mine.stream().noneMatch(cell -> limited.test(cell) && isAboutMe(server, cell)) ? "yes" : "partly";
        }

        /** A mode that is not there has a column of its own to say so. */
        private static boolean hasMode(MatrixServer server, TlsMode mode) {
            return Trial.SESSION.cells().stream()
                    .filter(cell -> cell.mode() == mode)
                    .anyMatch(cell -> server.limit(Trial.SESSION, cell).isEmpty());
        }

        private boolean has(Cell cell) {
            return dimension < 0 || cell.values().get(dimension).equals(value);
        }

        /** A limit is about a value if another value of the same dimension is without it, all else being equal. */
        private boolean isAboutMe(MatrixServer server, Cell cell) {
            if (dimension < 0) {
                return true;
            }
            return trial.cells().stream()
                    .filter(other -> differsHereAlone(cell.values(), other.values()))
                    .anyMatch(other -> server.limit(trial, other).isEmpty());
        }

        private boolean differsHereAlone(List<Object> values, List<Object> others) {
            List<Object> same = new ArrayList<>(others);
            same.set(dimension, values.get(dimension));
            return same.equals(values) && !others.equals(values);
        }
    }
}
