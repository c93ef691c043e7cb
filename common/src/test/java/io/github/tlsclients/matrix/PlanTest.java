package io.github.tlsclients.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final MatrixServer SERVER = MatrixServer.of(Protocol.SMTP, "some");

    @Test
    void theWholeProductHasEachPairingOnce() {
        assertThat(Plan.COMPLETE.cells(SERVER, Trial.SESSION))
                .hasSize(2 * 2 * 2 * 3 * 2)
                .doesNotHaveDuplicates();
    }

    @Test
    void anyTwoValuesMeetPairwise() {
        List<Cell> cells = Plan.PAIRWISE.cells(SERVER, Trial.SESSION);

        assertThat(pairs(cells)).isEqualTo(pairs(Cell.all()));
        assertThat(cells).hasSizeLessThan(10);
    }

    @Test
    void eachLimitIsTriedPairwise() {
        MatrixServer limited = SERVER.without(
                Trial.SESSION,
                cell -> cell.equals(new Cell(
                        TlsMode.STARTTLS, TlsVersion.TLS_1_3, TlsProvider.BOUNCY_CASTLE, KeyType.ED25519, true)),
                "has a rare fault");

        assertThat(Plan.PAIRWISE.cells(limited, Trial.SESSION))
                .anyMatch(cell -> limited.limit(Trial.SESSION, cell).isPresent());
    }

    private static Set<Set<Object>> pairs(List<Cell> cells) {
        Set<Set<Object>> pairs = new HashSet<>();
        for (Cell cell : cells) {
            for (Object one : cell.values()) {
                for (Object other : cell.values()) {
                    pairs.add(new HashSet<>(List.of(one, other)));
                }
            }
        }
        return pairs;
    }
}
