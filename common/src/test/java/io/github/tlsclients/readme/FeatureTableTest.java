package io.github.tlsclients.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page's table of features: what we claim there is a link to a test that exists. */
class FeatureTableTest {
    private static final Pattern CLAIM = Pattern.compile("\\[yes]\\((\\S+\\.java) \"(\\w+)\"\\)");

    /** A claim of ours. */
    record Claim(String feature, Path test, String method) {
        @Override
        public String toString() {
            return feature;
        }
    }

    static Stream<String> rows() throws IOException {
        List<String> page = Files.readAllLines(Path.of("README.md"));
        return page.stream()
                .dropWhile(line -> !line.startsWith("## Beside other libraries"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| ") && !line.startsWith("| |"));
    }

    static Stream<Claim> claims() throws IOException {
        return rows().map(row -> {
            String[] cells = row.split(" \\| ");
            Matcher claim = CLAIM.matcher(cells[1]);
            assertThat(claim.matches()).as(row).isTrue();
            return new Claim(cells[0].substring(2), Path.of(claim.group(1)), claim.group(2));
        });
    }

    @ParameterizedTest
    @MethodSource("claims")
    void theTestOfTheClaimExists(Claim claim) throws IOException {
        String annotatedMethod = "@(Test|ParameterizedTest)\\b(?:(?!\\bvoid ).)*\\bvoid " + claim.method() + "\\(";

        assertThat(Files.readString(claim.test())).containsPattern(Pattern.compile(annotatedMethod, Pattern.DOTALL));
    }

    @Test
    void everyRowComparesSixLibraries() throws IOException {
        assertThat(rows()).hasSizeGreaterThan(15).allMatch(row -> row.split(" \\| ").length == 8);
    }
}
