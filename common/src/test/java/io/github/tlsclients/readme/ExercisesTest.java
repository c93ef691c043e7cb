package io.github.tlsclients.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exercise of a chapter has its answer, which is a test, and every such test answers an exercise. */
class ExercisesTest {
    private static final Pattern EXERCISE = Pattern.compile("^\\d+\\. ");
    private static final Pattern ANSWER =
            Pattern.compile("\\(\\[answer]\\((src/test/java/\\S+ExercisesTest\\.java) \"(\\w+)\"\\)\\)");
    private static final Pattern TEST_METHOD = Pattern.compile("@Test\\s+void (\\w+)\\(");

    @ParameterizedTest
    @ValueSource(strings = {"common", "http", "smtp", "imap", "ftp"})
    void haveAnswersThatRun(String module) throws IOException {
        Path page = ServerContainer.repository().resolve(module).resolve("README.md");
        List<String> exercises = exercises(page);
        assertThat(exercises).hasSizeBetween(3, 7);
        assertThat(exercises)
                .allSatisfy(text ->
                        assertThat(ANSWER.matcher(text).results()).as(text).hasSize(1));

        List<MatchResult> answers = exercises.stream()
                .flatMap(text -> ANSWER.matcher(text).results())
                .toList();
        Set<String> written = new HashSet<>();
        for (String file : answers.stream().map(answer -> answer.group(1)).collect(Collectors.toSet())) {
            TEST_METHOD
                    .matcher(Files.readString(page.resolveSibling(file)))
                    .results()
                    .forEach(method -> written.add(method.group(1)));
        }
        assertThat(answers)
                .extracting(answer -> answer.group(2))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(written);
    }

    /** The numbered items below the heading, each in one line. */
    private static List<String> exercises(Path page) throws IOException {
        String list = Readme.of(page).prose().stream()
                .dropWhile(line -> !line.equals("## Exercises"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .map(line -> EXERCISE.matcher(line).find() ? "\n" + line : " " + line.strip())
                .collect(Collectors.joining());
        return Stream.of(list.split("\n", -1))
                .filter(line -> EXERCISE.matcher(line).find())
                .toList();
    }
}
