package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class SubcommandsTest {
    private final List<String> built = new ArrayList<>();
    private final Subcommands commands =
            new Subcommands().with("one", () -> make("one")).with("two", () -> make("two"));

    @Test
    void theNamedOneIsBuiltAlone() {
        CommandLine line = commands.addTo(new CommandLine(new Nothing()), "two", "one");

        assertThat(built).containsExactly("two");
        assertThat(line.getSubcommands()).containsOnlyKeys("two");
    }

    @Test
    void allAreBuiltForHelpAndErrors() {
        assertThat(commands.addTo(new CommandLine(new Nothing()), "--help").getSubcommands())
                .containsOnlyKeys("one", "two");
        assertThat(commands.addTo(new CommandLine(new Nothing()), "tow").getSubcommands())
                .containsOnlyKeys("one", "two");
        assertThat(commands.addTo(new CommandLine(new Nothing())).getSubcommands())
                .containsOnlyKeys("one", "two");
    }

    @Test
    void noneIsBuiltForTheVersion() {
        assertThat(commands.addTo(new CommandLine(new Nothing()), "--version").getSubcommands())
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

    private Object make(String name) {
        built.add(name);
        return new Nothing();
    }

    @Command
    private static final class Nothing implements Callable<Integer> {
        @Override
        public Integer call() {
            return 0;
        }
    }
}
