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
 *   <li>A {@code properties} block under a comment {@code <!-- name.properties -->} is a file that a command needs.
 * </ul>
 *
 * <p>{@link PagesTest} holds that no block is of another kind, and that a test runs each.
 */
public final class Readme {
    private static final Pattern JAVA = Pattern.compile("<!-- (\\S+)#(\\S+) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROPERTIES =
            Pattern.compile("<!-- (\\S+\\.properties) -->\\s*```properties\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern CONSOLE = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);

    private final Path page;
    private final String text;

    /** A fenced block: where it begins, of which language it is said to be, and what is in it. */
    public record Block(int line, String language, List<String> lines) {
        /** {@return its first line} */
        public String first() {
            return lines.isEmpty() ? "" : lines.get(0);
        }
    }

    private Readme(Path page, String text) {
        this.page = page;
        this.text = text;
    }

    /** Reads a page. */
    public static Readme of(Path page) throws IOException {
        return new Readme(page, Files.readString(page));
    }

    /** Every fenced block of the page. */
    public List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                blocks.add(new Block(i + 1, lines.get(i).substring(3), lines.subList(i + 1, end)));
                i = end;
            }
        }
        return blocks;
    }

    /** The page without its fenced blocks, line by line. */
    public List<String> prose() {
        return Pattern.compile("^```.*?^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text)
                .replaceAll("")
                .lines()
                .toList();
    }

    /** Writes the files that the page shows, for its commands. */
    public void writeFiles(Path folder) throws IOException {
        Matcher files = PROPERTIES.matcher(text);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
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
