package io.github.tlsclients.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A page whose examples are checked.
 *
 * <ul>
 *   <li>A {@code java} block under a comment {@code <!-- path/To.java#name -->} is the region {@code name} of that file,
 *       between {@code // region name} and {@code // endregion}.
 *   <li>In a {@code console} block a line that begins with {@code $ } is a command and what follows is what it prints.
 *       Words in capitals led by {@code $} are filled in; {@code …} stands for any text within a line, and on a line of
 *       its own for any number of lines.
 * </ul>
 */
public final class Readme {
    private static final Pattern JAVA = Pattern.compile("<!-- (\\S+)#(\\S+) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);

    private final Path page;
    private final String text;

    private Readme(Path page, String text) {
        this.page = page;
        this.text = text;
    }

    /** Reads a page. */
    public static Readme of(Path page) throws IOException {
        return new Readme(page, Files.readString(page));
    }

    /** A command of the page and what it prints there. */
    public record Example(String command, List<String> output) {
        /** Fails unless the output is what the page shows. */
        public void assertPrints(String actual) {
            StringBuilder regex = new StringBuilder("(?s)");
            for (String line : output) {
                regex.append(
                        line.equals("…")
                                ? "(?:[^\\n]*\\n)*?"
                                : List.of(line.split("…", -1)).stream()
                                                .map(Pattern::quote)
                                                .collect(Collectors.joining("[^\\n]*"))
                                        + "\\n");
            }
            assertThat(actual).as("$ %s", command).matches(regex.toString());
        }
    }

    /** Every command of the page with the variables filled in. */
    public List<Example> examples(Map<String, String> variables) {
        return examples("", variables);
    }

    /** The commands of the page in blocks whose first one begins so, with the variables filled in. */
    public List<Example> examples(String prefix, Map<String, String> variables) {
        List<Example> examples = new ArrayList<>();
        Matcher blocks = CONSOLE.matcher(text);
        while (blocks.find()) {
            if (!blocks.group(1).startsWith("$ " + prefix)) {
                continue;
            }
            for (String line : blocks.group(1).lines().toList()) {
                String filled = fill(line, variables);
                if (filled.startsWith("$ ")) {
                    examples.add(new Example(filled.substring(2), new ArrayList<>()));
                } else {
                    examples.get(examples.size() - 1).output().add(filled);
                }
            }
        }
        assertThat(examples).as("commands in %s", page).isNotEmpty();
        return examples;
    }

    /** Fails unless each quoted piece of Java is the region that it names. */
    public void assertQuotesAreTrue() throws IOException {
        Matcher quotes = JAVA.matcher(text);
        int found = 0;
        while (quotes.find()) {
            Path source = page.resolveSibling(quotes.group(1));
            assertThat(quotes.group(3)).as("%s in %s", source, page).isEqualTo(region(source, quotes.group(2)));
            found++;
        }
        assertThat(found).as("quotes in %s", page).isPositive();
        long blocks = text.lines().filter("```java"::equals).count();
        assertThat(blocks).as("java blocks of %s that name no source", page).isEqualTo(found);
    }

    private static String region(Path source, String name) throws IOException {
        List<String> lines = Files.readAllLines(source);
        int start = indexOf(lines, "// region " + name, 0);
        int end = indexOf(lines, "// endregion", start);
        return String.join("\n", lines.subList(start + 1, end)).stripIndent() + "\n";
    }

    private static int indexOf(List<String> lines, String marker, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) {
                return i;
            }
        }
        throw new AssertionError("no line \"" + marker + "\"");
    }

    private static String fill(String line, Map<String, String> variables) {
        String filled = line;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            filled = filled.replace("$" + variable.getKey(), variable.getValue());
        }
        assertThat(filled.startsWith("$ ") ? filled.substring(2) : filled)
                .as("a variable that no test fills in")
                .doesNotContainPattern("\\$[A-Z]");
        return filled;
    }
}
