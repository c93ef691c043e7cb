package io.github.tlsclients.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void aRowSaysWhetherTheBarIsMet() {
        assertThat(Table.row(result(2, 1.94)))
                .isEqualTo("| https get | curl | 2.50 s | 980 ms | 1.94 (1.90–2.10) | 2 | yes |");
    }

    @Test
    void whatMissesItsBarIsSeen() {
        assertThat(Table.row(result(1.15, 1.94))).endsWith("| 1.15 | **no** |");
    }

    @Test
    void theBarItselfIsGoodEnough() {
        assertThat(Table.row(result(1.94, 1.94))).endsWith("| 1.94 | yes |");
    }

    @Test
    void whatHasNoBarIsNotJudged() {
        Result seen = new Result("a", "b", OptionalDouble.empty(), Spread.of(1), Spread.of(1), Spread.of(1));

        assertThat(Table.row(seen)).endsWith("| 1.00 (1.00–1.00) |  |  |");
    }

    @Test
    void theTableStandsBetweenTheMarksThatAPageHas() {
        assertThat(Table.of(List.of(result(2, 1)), "today, on this", "mvn").lines())
                .startsWith(Table.BEGIN, "today, on this; `mvn`", "")
                .endsWith(Table.END)
                .hasSize(7);
    }

    static Result result(double bar, double ratio) {
        return new Result(
                "https get",
                "curl",
                OptionalDouble.of(bar),
                Spread.of(2.5),
                Spread.of(0.98),
                new Spread(1.90, ratio, 2.10));
    }
}
