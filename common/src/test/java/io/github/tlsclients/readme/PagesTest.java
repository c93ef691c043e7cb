package io.github.tlsclients.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.readme.Readme.Block;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No block of any page stands there unchecked, and nothing of what a newcomer has to fill in must be guessed. */
class PagesTest {
    private static final Path HOME = ServerContainer.repository();
    private static final Pattern VARIABLE = Pattern.compile("\\$([A-Z][A-Z_]*)");

    /** Who runs the blocks of a page that begin so. */
    record Claim(String page, String language, String begins, String by) {
        boolean holds(String of, Block block) {
            return page.equals(of)
                    && language.equals(block.language())
                    && block.first().startsWith(begins);
        }

        @Override
        public String toString() {
            return page + ", " + language + ": " + begins;
        }
    }

    private static final String TESTS = "/src/test/java/io/github/tlsclients/";

    static List<Claim> claims() {
        String common = "common/README.md";
        List<Claim> claims = new ArrayList<>(List.of(
                new Claim(
                        "README.md",
                        "sh",
                        "mvn -q -DskipTests package && common/bin/tls tour",
                        ".github/workflows/build.yml"),
                new Claim("README.md", "sh", ".ci/engine && mvn verify", ".ci/run"),
                new Claim("README.md", "console", "$ tls ", "ftp" + TESTS + "LauncherIT.java"),
                new Claim(common, "console", "$ tls config ", "common" + TESTS + "cli/ConfigCommandTest.java"),
                new Claim(common, "properties", "", "common" + TESTS + "cli/ConfigCommandTest.java"),
                new Claim(common, "console", "$ tls pki ", "common" + TESTS + "cli/PkiCommandTest.java"),
                new Claim(common, "console", "$ tls doctor ", "imap" + TESTS + "imap/cli/ImapDoctorTest.java"),
                new Claim(common, "console", "$ tls http ", "http" + TESTS + "http/cli/CourseTest.java"),
                new Claim(common, "console", "$ tls smtp ", "smtp" + TESTS + "smtp/cli/CourseTest.java"),
                new Claim(common, "console", "$ tls guess", "ftp" + TESTS + "LauncherIT.java"),
                new Claim(common, "console", "$ tls features ", "ftp" + TESTS + "LauncherIT.java")));
        for (String module : List.of("http", "smtp", "imap", "ftp")) {
            claims.add(new Claim(
                    module + "/README.md",
                    "console",
                    "$ tls " + module + " ",
                    module + TESTS + module + "/cli/ReadmeTest.java"));
        }
        return claims;
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(HOME, 2)) {
            return files
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(HOME::relativize)
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyBlockIsQuotedOrRunByATest(Path page) throws IOException {
        for (Block block : Readme.of(HOME.resolve(page)).blocks()) {
            boolean checked = switch (block.language()) {
                case "java" -> true; // everyQuoteOfJavaIsCompiledCode
                case "xml" -> true; // theDependencyIsThatOfThisBuild
                case "sh" ->
                    block.first().startsWith("mvn -q -pl common test-compile exec:exec@")
                            || claims().stream().anyMatch(claim -> claim.holds(page.toString(), block));
                default ->
                    claims().stream()
                                    .filter(claim -> claim.holds(page.toString(), block))
                                    .count()
                            == 1;
            };
            assertThat(checked)
                    .as("%s:%d: a block of \"%s\" that no test claims", page, block.line(), block.language())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("claims")
    void whoeverClaimsABlockReadsIt(Claim claim) throws IOException {
        assertThat(Readme.of(HOME.resolve(claim.page())).blocks())
                .as("blocks for it")
                .anyMatch(block -> claim.holds(claim.page(), block));
        String claimant = Files.readString(HOME.resolve(claim.by()));
        if (claim.language().equals("sh")) {
            assertThat(claimant).contains(claim.begins().split("[ &]+", -1));
        } else {
            assertThat(claimant).contains("README.md\")").contains(".examples(");
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyQuoteOfJavaIsCompiledCode(Path page) throws IOException {
        Readme readme = Readme.of(HOME.resolve(page));
        if (readme.blocks().stream().anyMatch(block -> block.language().equals("java"))) {
            readme.assertQuotesAreTrue();
        }
    }

    @Test
    void theDependencyIsThatOfThisBuild() throws IOException {
        List<Block> blocks = xml();
        String pom = Files.readString(HOME.resolve("pom.xml"));

        assertThat(blocks).hasSize(1);
        assertThat(Files.readString(HOME.resolve("common/pom.xml")))
                .contains("<artifactId>tlsclients-common</artifactId>");
        assertThat(String.join("\n", blocks.get(0).lines()))
                .isEqualTo("""
                <dependency>
                  <groupId>io.github.tlsclients</groupId>
                  <artifactId>tlsclients-common</artifactId>
                  <version>%s</version>
                </dependency>""".formatted(first(pom, "<version>(.*?)</version>")));
    }

    @Test
    void everyMeasurementIsAnExecutionOfTheBuild() throws IOException {
        String pom = Files.readString(HOME.resolve("common/pom.xml"));
        List<String> lines = Readme.of(HOME.resolve("common/README.md")).blocks().stream()
                .filter(block -> block.language().equals("sh"))
                .flatMap(block -> block.lines().stream())
                .toList();

        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(pom)
                        .contains("<id>" + first(line, "^mvn -q -pl common test-compile exec:exec@(\\w+)$") + "</id>"));
    }

    @Test
    void everyExitCodeIsInTheTableUnderItsNumber() throws IOException {
        Map<Integer, String> table = Readme.of(HOME.resolve("README.md")).prose().stream()
                .map(Pattern.compile("^\\| (\\d+) \\| ([^|]*) \\|$")::matcher)
                .filter(Matcher::matches)
                .collect(Collectors.toMap(row -> Integer.valueOf(row.group(1)), row -> row.group(2)));
        Set<Integer> codes =
                Stream.of(TlsFailure.values()).map(TlsFailure::exitCode).collect(Collectors.toSet());
        codes.addAll(Set.of(0, 1));

        assertThat(table).containsOnlyKeys(codes);
        assertThat(table.get(TlsFailure.USAGE.exitCode())).startsWith("the command");
        assertThat(table.get(TlsFailure.TIMEOUT.exitCode())).startsWith("no connection");
        assertThat(table.get(TlsFailure.NOT_TRUSTED.exitCode())).startsWith("the peer's certificate");
        assertThat(table.get(TlsFailure.STARTTLS_NOT_OFFERED.exitCode())).startsWith("no TLS");
        assertThat(table.get(TlsFailure.HANDSHAKE_FAILED.exitCode())).startsWith("the handshake");
        assertThat(table.get(TlsFailure.LOGIN_REFUSED.exitCode())).startsWith("the protocol");
        assertThat(table.get(TlsFailure.DATA_CHANNEL_CLEAR.exitCode())).startsWith("the data channel");
        assertThat(table.get(TlsFailure.TRUNCATED.exitCode())).isEqualTo("truncated");
        assertThat(table.get(TlsFailure.INTERNAL.exitCode())).isEqualTo("a bug of ours");
    }

    /** Four spaces make a block as well, which nobody would claim. */
    @ParameterizedTest
    @MethodSource("pages")
    void noBlockIsHiddenByIndentation(Path page) throws IOException {
        assertThat(Readme.of(HOME.resolve(page)).prose())
                .noneMatch(line -> line.startsWith("    ") && !line.strip().startsWith("-"))
                .noneMatch(line -> line.contains("```") || line.startsWith("~~~"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void whatIsToBeFilledInIsIntroduced(Path page) throws IOException {
        Readme readme = Readme.of(HOME.resolve(page));
        List<String> variables = readme.blocks().stream()
                .filter(block -> block.language().equals("console"))
                .flatMap(block ->
                        VARIABLE.matcher(String.join("\n", block.lines())).results())
                .map(found -> found.group(1))
                .distinct()
                .toList();
        String introduced = readme.prose().stream()
                .filter(line -> line.startsWith("| `$"))
                .map(line -> line.substring(0, line.indexOf("|", 2)))
                .collect(Collectors.joining());

        assertThat(variables).as("in the table of %s", page).allMatch(name -> introduced.contains("`$" + name + "`"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesNoMachine(Path page) throws IOException {
        assertThat(Files.readString(HOME.resolve(page)))
                .doesNotContainPattern("(?<![\\w.$}])/(?:tmp|home|root|work|Users|private|opt)/");
    }

    private static List<Block> xml() throws IOException {
        List<Block> found = new ArrayList<>();
        for (Path page : pages().toList()) {
            Readme.of(HOME.resolve(page)).blocks().stream()
                    .filter(block -> block.language().equals("xml"))
                    .forEach(found::add);
        }
        return found;
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as("%s in %s", pattern, text).isTrue();
        return found.group(1);
    }
}
