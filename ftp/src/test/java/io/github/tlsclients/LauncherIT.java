package io.github.tlsclients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tlsclients.readme.Readme;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher as a user runs it. It stands in the module that is built last, when every jar is there. */
class LauncherIT {
    private static final Path HOME = home();

    @Test
    void thePagesCommandsPrintWhatThePageShows() throws IOException, InterruptedException {
        for (Readme.Example example : Readme.of(HOME.resolve("README.md")).examples(Map.of())) {
            example.assertPrints(run(example.command().split(" ")).said());
        }
    }

    @Test
    void theGeneralChaptersCommandsPrintWhatTheyShow() throws IOException, InterruptedException {
        Readme page = Readme.of(HOME.resolve("common/README.md"));
        List<Readme.Example> examples = new ArrayList<>();
        examples.addAll(page.examples("tls guess", Map.of()));
        examples.addAll(page.examples("tls features", Map.of()));
        for (Readme.Example example : examples) {
            example.assertPrints(run(example.command().split(" ")).said());
        }
    }

    @Test
    void theVersionIsThatOfTheJars() throws IOException, InterruptedException {
        String version = Pattern.compile("<version>(.*?)</version>")
                .matcher(Files.readString(HOME.resolve("pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);

        for (String[] command : new String[][] {{"tls", "--version"}, {"tls", "ftp", "get", "--version"}}) {
            assertThat(run(command)).isEqualTo(new Result(0, "tls " + version + "\n"));
        }
    }

    @Test
    void whereThereIsNoJavaItSaysWhereItLooked() throws IOException, InterruptedException {
        ProcessBuilder command =
                new ProcessBuilder(HOME.resolve("common/bin/tls").toString(), "tour");
        command.environment().put("JAVA_HOME", "/nowhere");
        Process process = command.redirectErrorStream(true).start();

        assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "tls: error: there is no Java: /nowhere/bin/java",
                        "tls: hint: install a JDK of 17 or later, and let JAVA_HOME name its folder or PATH its bin");
        assertThat(process.waitFor()).isEqualTo(2);
    }

    @Test
    void theTourEndsWell() throws IOException, InterruptedException {
        assertThat(run("tls", "tour").exitCode()).isZero();
    }

    @Test
    void theToursReportHasEightSessions(@TempDir Path folder) throws IOException, InterruptedException {
        Path report = folder.resolve("tour.json");

        assertThat(run("tls", "tour", "--report", report.toString()).exitCode()).isZero();

        List<String> titles = new ArrayList<>();
        for (JsonElement view : JsonParser.parseString(Files.readString(report)).getAsJsonArray()) {
            titles.add(view.getAsJsonObject().get("title").getAsString().replaceAll(":.*", ""));
        }
        assertThat(titles)
                .containsExactly(
                        "https",
                        "http+starttls",
                        "smtps",
                        "smtp+starttls",
                        "imaps",
                        "imap+starttls",
                        "ftps",
                        "ftp+starttls");
    }

    /** Whatever the libraries and we log at the finest level, in runs that succeed. */
    @Test
    void aSessionThatSucceedsLogsNoPassword(@TempDir Path folder) throws IOException, InterruptedException {
        for (String protocol : List.of("http", "smtp", "imap", "ftp")) {
            Process lab = start("tls", "lab", protocol);
            try (BufferedReader said = lab.inputReader(StandardCharsets.UTF_8)) {
                Map<String, String> told = new HashMap<>();
                String uri = said.readLine().replaceFirst("/$", "");
                for (String line = said.readLine(); line != null && !line.startsWith("ready"); line = said.readLine()) {
                    if (line.matches("[A-Z_]+=.*")) {
                        told.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                    }
                }
                String password =
                        Files.readString(Path.of(told.get("PASSWORD_FILE"))).strip();
                String log = logged(protocol, uri, told, folder);
                assertThat(log).contains("what TLS kept").doesNotContain(password);
                for (String prefix : List.of("", "\0ada\0", "ada:")) {
                    byte[] encoded = (prefix + password).getBytes(StandardCharsets.UTF_8);
                    assertThat(log).doesNotContain(Base64.getEncoder().encodeToString(encoded));
                }
            } finally {
                lab.destroyForcibly();
            }
        }
    }

    private static String logged(String protocol, String uri, Map<String, String> told, Path folder)
            throws IOException, InterruptedException {
        Path config = Files.writeString(folder.resolve("logging.properties"), """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = ALL
            .level = ALL
            """);
        List<String> command =
                new ArrayList<>(List.of(HOME.resolve("common/bin/tls").toString(), protocol));
        command.addAll(
                switch (protocol) {
                    case "http" -> List.of("get", uri + "/private");
                    case "smtp" -> List.of("send", uri, "--from", "ada@lab.test", "--to", "ada@lab.test");
                    case "imap" -> List.of("list", uri + "/INBOX");
                    default -> List.of("ls", uri);
                });
        command.addAll(List.of("--ca", told.get("CA"), "--user", "ada", "--password-file", told.get("PASSWORD_FILE")));
        command.addAll(List.of("-v", "--wiretap"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment()
                .put(
                        "JAVA_TOOL_OPTIONS",
                        "-Dorg.slf4j.simpleLogger.log.io.github.tlsclients=trace -Djava.util.logging.config.file="
                                + config);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    @Test
    void theMatrixOfAServerIsItsRowOfThePage() throws IOException, InterruptedException {
        Result matrix = run("tls", "matrix", "nginx");

        assertThat(matrix.exitCode()).as(matrix.said()).isZero();
        List<String> rows =
                matrix.said().lines().filter(line -> line.startsWith("| ")).toList();
        assertThat(rows).hasSize(2).element(1).asString().startsWith("| http nginx |");
        assertThat(Files.readAllLines(HOME.resolve("README.md"))).containsAll(rows);
    }

    @Test
    void theMatrixAsJsonTellsOfEachSession() throws IOException, InterruptedException {
        Result matrix = run("tls", "matrix", "nginx", "--json");

        assertThat(matrix.exitCode()).as(matrix.said()).isZero();
        for (JsonElement trial : JsonParser.parseString(matrix.said()).getAsJsonArray()) {
            JsonObject tried = trial.getAsJsonObject();
            assertThat(tried.get("outcome").getAsString()).isIn("PASSED", "LIMITED");
            assertThat(tried.getAsJsonArray("sessions").isEmpty())
                    .isEqualTo(tried.get("outcome").getAsString().equals("LIMITED"));
        }
    }

    @Test
    void anUnknownServerOfTheMatrixIsNamed() throws IOException, InterruptedException {
        Result matrix = run("tls", "matrix", "iis");

        assertThat(matrix.exitCode()).isEqualTo(2);
        assertThat(matrix.said())
                .startsWith("matrix: error: there is no server \"iis\" in the matrix\nmatrix: hint: there is apache, ");
    }

    @ParameterizedTest
    @CsvSource({"http, nginx", "http, cups", "smtp, postfix", "imap, dovecot", "ftp, vsftpd"})
    void aDemoRunsAgainstARealServer(String protocol, String server) throws IOException, InterruptedException {
        Result demo = run("tls", protocol, "demo", "--container", server);

        assertThat(demo.exitCode()).as(demo.said()).isZero();
        assertThat(demo.said()).contains("TLS begins here").contains("STARTTLS_NOT_OFFERED, exit code 5");
    }

    @Test
    void anUnknownContainerIsNamedBesideTheKnownOnes() throws IOException, InterruptedException {
        Result demo = run("tls", "ftp", "demo", "--container", "wuftpd");

        assertThat(demo.exitCode()).isEqualTo(2);
        assertThat(demo.said()).isEqualTo("""
            ftp: error: there is no container recipe for "wuftpd"
            ftp: hint: there is one for proftpd, pureftpd, vsftpd
            """);
    }

    @Test
    void theLabAnswersOtherProgramsUntilItIsInterrupted() throws IOException, InterruptedException {
        Process lab = start("tls", "lab", "http");
        try (BufferedReader said = lab.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            for (String line = said.readLine(); line != null && !line.startsWith("ready"); line = said.readLine()) {
                lines.add(line);
            }
            String uri = lines.get(0);
            String ca = lines.stream()
                    .filter(line -> line.startsWith("CA="))
                    .findFirst()
                    .orElseThrow()
                    .substring(3);

            Process curl = new ProcessBuilder("curl", "--silent", "--show-error", "--cacert", ca, uri)
                    .redirectErrorStream(true)
                    .start();
            String body = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(curl.waitFor()).as(body).isZero();
            lab.destroy();
            assertThat(lab.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(Path.of(ca)).doesNotExist();
        } finally {
            lab.destroyForcibly();
        }
    }

    private record Result(int exitCode, String said) {}

    private static Result run(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), said);
    }

    private static Process start(String... command) throws IOException {
        command[0] = HOME.resolve("common/bin/tls").toString();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static Path home() {
        Path here = Path.of("").toAbsolutePath();
        return Stream.iterate(here, Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("common/bin/tls")))
                .findFirst()
                .orElseThrow();
    }
}
