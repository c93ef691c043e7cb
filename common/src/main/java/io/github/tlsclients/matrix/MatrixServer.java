package io.github.tlsclients.matrix;

import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A real server, and what cannot be had from it. A limit is tried as well, and has to fail: one that no longer holds is a
 * fault of the declaration.
 *
 * <pre>{@code
 * MatrixServer.of(Protocol.HTTP, "cups")
 *         .without(TlsMode.IMPLICIT, "it is here for the upgrade")
 *         .without(Trial.POST_QUANTUM, cell -> true, "its GnuTLS has no ML-KEM");
 * }</pre>
 *
 * @param protocol what it speaks
 * @param name the folder of its recipe under {@code <protocol>/docker}
 * @param limits what cannot be had, and why
 */
public record MatrixServer(Protocol protocol, String name, List<Limit> limits) {
    /** Holds a copy of the limits. */
    public MatrixServer {
        limits = List.copyOf(limits);
    }

    /** {@return a server without limits} */
    public static MatrixServer of(Protocol protocol, String name) {
        return new MatrixServer(protocol, name, List.of());
    }

    /** {@return this server, without a trial of some pairings} */
    public MatrixServer without(Trial trial, Predicate<Cell> cells, String reason) {
        List<Limit> more = new ArrayList<>(limits);
        more.add(new Limit(trial, cells, reason));
        return new MatrixServer(protocol, name, more);
    }

    /** {@return this server, without any trial in a mode} */
    public MatrixServer without(TlsMode mode, String reason) {
        MatrixServer without = this;
        for (Trial trial : Trial.values()) {
            without = without.without(trial, cell -> cell.mode() == mode, reason);
        }
        return without;
    }

    /** {@return why this cannot be had; empty if it can} */
    Optional<String> limit(Trial trial, Cell cell) {
        return limits.stream()
                .filter(limit -> limit.covers(trial, cell))
                .map(Limit::reason)
                .findFirst();
    }

    /**
     * What cannot be had.
     *
     * @param trial what fails
     * @param cells of which pairings
     * @param reason why, as a clause that follows the server's name
     */
    public record Limit(Trial trial, Predicate<Cell> cells, String reason) {
        boolean covers(Trial tried, Cell cell) {
            return tried == trial && cells.test(cell);
        }
    }
}
