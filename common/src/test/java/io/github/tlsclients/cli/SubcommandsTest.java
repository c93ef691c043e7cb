package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SubcommandsTest {
    private final List<String> built = new ArrayList<>();
    private final Subcommands commands =
            new Subcommands().with("one", syntax -> make("one")).with("two", syntax -> make("two"));

    @Test
    void theNamedOneIsBuiltAlone() {
        CommandLine line = commands.addTo(Syntax.group("nothing"), "two", "one");

        assertThat(built).containsExactly("two");
        assertThat(line.getSubcommands()).containsOnlyKeys("two");
    }

    @Test
    void allAreBuiltForHelpAndErrors() {
        assertThat(commands.addTo(Syntax.group("nothing"), "--help").getSubcommands())
                .containsOnlyKeys("one", "two");
        assertThat(commands.addTo(Syntax.group("nothing"), "tow").getSubcommands())
                .containsOnlyKeys("one", "two");
        assertThat(commands.addTo(Syntax.group("nothing")).getSubcommands()).containsOnlyKeys("one", "two");
    }

    @Test
    void noneIsBuiltForTheVersion() {
        assertThat(commands.addTo(Syntax.group("nothing"), "--version").getSubcommands())
                .isEmpty();
        assertThat(built).isEmpty();
    }

    @Test
    void everyCommandTellsTheVersion() {
        for (String[] arguments : new String[][] {{"--version"}, {"-V"}, {"features", "--version"}, {"pki", "-V"}}) {
            ToolRun run = ToolRun.of(arguments);

            assertThat(run.exitCode()).isZero();
            assertThat(run.out()).startsWith("tls ").hasLineCount(1);
            assertThat(run.err()).isEmpty();
        }
    }

    @Test
    void aMisspeltCommandIsToldTheNearest() {
        ToolRun misspelt = ToolRun.of("featurs");
        ToolRun surplus = ToolRun.of("features", "all");

        assertThat(misspelt.exitCode()).isEqualTo(2);
        assertThat(misspelt.err())
                .isEqualTo("tls: error: \"featurs\" is no command of tls\n"
                        + "tls: hint: did you mean features? see: tls --help\n");
        assertThat(surplus.exitCode()).isEqualTo(2);
        assertThat(surplus.err()).startsWith("features: error: \"all\" is one argument too many\n");
    }

    private Callable<Integer> make(String name) {
        built.add(name);
        return () -> 0;
    }
}
