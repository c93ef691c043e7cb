package io.github.tlsclients.bench;

import io.github.tlsclients.bench.Site.Plan;
import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Ours beside its peers, as whole processes, pair by pair. Prints a line for each pair, and at the end a table, which
 * with a plot of it stays in {@code common/target/bench}.
 *
 * <pre>{@code mvn -q -pl common test-compile exec:exec@compare -Dbench='smtp|imap' -Dbench.jdk=/usr/lib/jvm/temurin-25}</pre>
 *
 * <p>Arguments: a regular expression that finds something in the names of the comparisons to be made; the JDK's folder.
 */
public final class Compare {
    private Compare() {}

    public static void main(String... args) throws IOException {
        int exitCode = 0;
        try {
            compare(args[0], Path.of(args[1]));
        } catch (NotMeasured e) {
            System.err.println("bench: error: " + e.getMessage());
            System.err.println("bench: hint: " + e.hint());
            exitCode = 2;
        }
        System.exit(exitCode); // the container client's threads go on
    }

    private static void compare(String regex, Path jdk) throws IOException, NotMeasured {
        Tools tools = Tools.ready(ServerContainer.repository(), jdk);
        List<Plan> plans = chosen(regex, tools);
        Path folder = Files.createTempDirectory("bench");
        List<Result> results = new ArrayList<>();
        try {
            for (Plan plan : plans) {
                try (Site site = plan.open(folder)) {
                    for (Comparison comparison : plan.comparisons()) {
                        results.add(comparison.run(site));
                        write(results, regex, tools); // each time: what comes later may fail
                    }
                }
            }
        } finally {
            delete(folder);
        }
        System.out.print(Files.readString(tools.table()));
    }

    private static void write(List<Result> results, String regex, Tools tools) throws IOException {
        Files.writeString(tools.table(), Table.of(results, Machine.described(tools.jdk()), command(regex)));
        Files.writeString(tools.work().resolve("plot.svg"), Plot.of(results));
    }

    private static List<Plan> chosen(String regex, Tools tools) throws NotMeasured {
        Pattern wanted;
        try {
            wanted = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new NotMeasured("-Dbench is not a regular expression: " + e.getDescription(), "such as smtp|imap");
        }
        List<Plan> all = Stream.of(new ColdStart(tools).plans(), new Transfers(tools).plans(), new Many(tools).plans())
                .flatMap(List::stream)
                .toList();
        List<Plan> chosen = all.stream()
                .map(plan -> plan.only(
                        comparison -> wanted.matcher(comparison.name()).find()))
                .filter(plan -> !plan.comparisons().isEmpty())
                .toList();
        if (chosen.isEmpty()) {
            throw new NotMeasured(
                    "nothing is called " + regex,
                    "there are: "
                            + String.join(
                                    "; ",
                                    all.stream()
                                            .flatMap(plan -> plan.comparisons().stream())
                                            .map(Comparison::name)
                                            .toList()));
        }
        return chosen;
    }

    private static String command(String regex) {
        String part = regex.equals(".*") ? "" : " -Dbench='" + regex + "'";
        return "mvn -q -pl common test-compile exec:exec@compare" + part;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
