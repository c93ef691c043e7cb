package io.github.tlsclients.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {
    @Test
    void aProgramThatFailsIsNotMeasured() {
        assertThatThrownBy(Program.of(List.of("sh", "-c", "echo no such luck >&2; exit 3"))::seconds)
                .isInstanceOfSatisfying(
                        NotMeasured.class, e -> assertThat(e.hint()).contains("no such luck"))
                .hasMessageContaining("ended with 3");
    }

    @Test
    void aProgramThatDoesLessThanItShouldIsNotMeasured() {
        assertThatThrownBy(Program.of(List.of("echo", "12345")).writing(7)::prove)
                .isInstanceOf(NotMeasured.class)
                .hasMessage("echo 12345 wrote 6 bytes, not 7");
    }

    @Test
    void itsInputAndItsEnvironmentAreThoseAskedFor(@TempDir Path folder) throws Exception {
        Path input = Files.writeString(folder.resolve("input"), "four");
        Program program = Program.of(List.of("sh", "-c", "cat; printf %s \"$MORE\""))
                .reading(input)
                .with("MORE", "five!");

        program.writing(9).prove();

        assertThatThrownBy(program.writing(10)::prove).isInstanceOf(NotMeasured.class);
    }

    @Test
    void bothRunInEveryPair(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Comparison comparison = Comparison.atMost(
                1, "this", "that", 2, site -> new Comparison.Pair(appending("o", log), appending("p", log)));

        Result result = comparison.run(null);

        assertThat(log).content().isEqualTo("op" + "op" + "po"); // the first pair warms up
        assertThat(result.ratio().median()).isPositive();
    }

    private static Program appending(String letter, Path log) {
        return Program.of(List.of("sh", "-c", "printf " + letter + " >> " + log));
    }
}
