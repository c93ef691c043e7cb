package io.github.tlsclients.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No page has a block that nobody checks, a link that leads nowhere, or an exercise without its answer. */
class PagesTest {
    private static final Path HOME = ServerContainer.repository();
    private static final Pattern FENCE = Pattern.compile("^```(\\S*)\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)(?: \"([^\"]*)\")?\\)");
    private static final Pattern EXAMPLES = Pattern.compile("examples\\(\\s*\"([^\"]+)\"");
    private static final Pattern EXECUTION = Pattern.compile("exec:exec@(\\w+)$");
    private static final Pattern TEST =
            Pattern.compile("@(?:Test|ParameterizedTest)\\b(?:(?!\\bvoid ).)*?\\bvoid (\\w+)\\(", Pattern.DOTALL);

    /** Where a reader expects to be sent to. */
    private static final Set<String> KNOWN_HOSTS =
            Set.of("commons.apache.org", "github.com", "square.github.io", "www.rfc-editor.org", "x509-limbo.com");

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(HOME.resolve("README.md")));
        for (String module : List.of("common", "http", "smtp", "imap", "ftp")) {
            pages.add(HOME.resolve(module).resolve("README.md"));
        }
        try (Stream<Path> github = Files.list(HOME.resolve(".github"))) {
            github.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages.stream();
    }

    /** A page of a module has all its commands run by the module's own test. */
    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockIsOfAKindThatIsChecked(Path page) throws IOException {
        for (MatchResult fence : matches(FENCE, Files.readString(page))) {
            String block = fence.group(2);
            switch (fence.group(1)) {
                case "java" -> {} // Readme.assertQuotesAreTrue counts them
                case "console" -> assertThat(block).as("%s", page).startsWith("$ tls ");
                case "sh" -> assertThat(block.lines()).as("what runs them").allMatch(PagesTest::isRun);
                case "xml" ->
                    assertThat(Files.readString(HOME.resolve("common/pom.xml")))
                            .contains(between(block, "<artifactId>", "</artifactId>"))
                            .contains(between(block, "<version>", "</version>"));
                default -> throw new AssertionError(page + ": nobody checks a block of " + fence.group(1));
            }
        }
    }

    @Test
    void everyCommandOfThisPageIsRunByATest() throws IOException {
        List<String> claimed = new ArrayList<>();
        for (Path test : tests()) {
            matches(EXAMPLES, Files.readString(test)).forEach(call -> claimed.add("$ " + call.group(1)));
        }
        for (MatchResult fence : matches(FENCE, Files.readString(HOME.resolve("common/README.md")))) {
            if (fence.group(1).equals("console")) {
                assertThat(claimed).as(fence.group(2)).anyMatch(fence.group(2)::startsWith);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        for (MatchResult link : matches(LINK, withoutBlocks(Files.readString(page)))) {
            String target = link.group(1);
            if (target.contains("://")) {
                URI uri = URI.create(target);
                assertThat(uri.getScheme()).as(target).isEqualTo("https");
                assertThat(KNOWN_HOSTS).as(target).contains(uri.getHost());
                continue;
            }
            String[] parts = target.split("#", 2);
            Path file =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(file).as("%s in %s", target, page).exists();
            if (parts.length > 1) {
                assertThat(anchors(file)).as("%s in %s", target, page).contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyExerciseHasItsAnswerAndEveryAnswerItsExercise(Path page) throws IOException {
        List<String> linked = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        for (MatchResult link : matches(LINK, Files.readString(page))) {
            if (link.group(1).endsWith("ExercisesTest.java")) {
                linked.add(link.group(2));
                String test = Files.readString(page.resolveSibling(link.group(1)));
                answers.clear();
                matches(TEST, test).forEach(method -> answers.add(method.group(1)));
                assertThat(answers).as(page.toString()).contains(link.group(2));
            }
        }
        assertThat(linked).as(page.toString()).containsExactlyInAnyOrderElementsOf(answers);
        boolean chapter = !page.equals(HOME.resolve("README.md")) && page.endsWith("README.md");
        assertThat(linked.size() >= 3).as(page.toString()).isEqualTo(chapter);
    }

    /** The page's first command by the workflow, its second by .ci/run, and of a benchmark there is the execution. */
    private static boolean isRun(String command) {
        Matcher execution = EXECUTION.matcher(command);
        String quiet = command.replace("mvn verify", "mvn -B -ntp verify");
        return execution.find()
                ? text("common/pom.xml").contains("<id>" + execution.group(1) + "</id>")
                : text(".github/workflows/build.yml").contains(command)
                        || text(".ci/run").contains(quiet);
    }

    private static String text(String file) {
        try {
            return Files.readString(HOME.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As GitHub makes them: lower case, without punctuation, hyphens for spaces. */
    private static List<String> anchors(Path page) throws IOException {
        return withoutBlocks(Files.readString(page))
                .lines()
                .filter(line -> line.matches("#{1,6} .*"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static String withoutBlocks(String text) {
        return FENCE.matcher(text).replaceAll("");
    }

    private static List<Path> tests() throws IOException {
        List<Path> tests = new ArrayList<>();
        for (String module : List.of("common", "http", "smtp", "imap", "ftp")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(tests::add);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return tests;
    }

    private static List<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static String between(String text, String begin, String end) {
        return text.substring(text.indexOf(begin), text.indexOf(end));
    }
}
