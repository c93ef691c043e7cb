package io.github.tlsclients.matrix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which pairings are tried of a server: all of them, or so many that each pair of values meets at least once. */
public enum Plan {
    /** Each pair of two dimensions' values, and each limit. */
    PAIRWISE {
        @Override
        List<Cell> sessions(MatrixServer server) {
            List<Cell> rest = new ArrayList<>(Cell.all());
            List<Cell> chosen = new ArrayList<>();
            Set<Pair> open = new HashSet<>();
            rest.forEach(cell -> open.addAll(pairs(cell)));
            while (!open.isEmpty()) {
                Cell best = rest.stream()
                        .max(Comparator.comparingLong(cell ->
                                pairs(cell).stream().filter(open::contains).count()))
                        .orElseThrow();
                rest.remove(best);
                chosen.add(best);
                open.removeAll(pairs(best));
            }
            for (MatrixServer.Limit limit : server.limits()) {
                if (chosen.stream().noneMatch(cell -> limit.covers(Trial.SESSION, cell))) {
                    rest.stream()
                            .filter(cell -> limit.covers(Trial.SESSION, cell))
                            .findFirst()
                            .ifPresent(chosen::add);
                }
            }
            return chosen;
        }
    },
    /** The whole product. */
    COMPLETE {
        @Override
        List<Cell> sessions(MatrixServer server) {
            return Cell.all();
        }
    };

    /** {@return the pairings of which a session is tried} */
    abstract List<Cell> sessions(MatrixServer server);

    /** {@return the pairings of which something is tried; other trials than sessions are few, and tried in full} */
    List<Cell> cells(MatrixServer server, Trial trial) {
        return trial == Trial.SESSION ? sessions(server) : trial.cells();
    }

    private static List<Pair> pairs(Cell cell) {
        List<Object> values = cell.values();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            for (int j = i + 1; j < values.size(); j++) {
                pairs.add(new Pair(i, values.get(i), j, values.get(j)));
            }
        }
        return pairs;
    }

    private record Pair(int dimension, Object value, int otherDimension, Object otherValue) {}
}
