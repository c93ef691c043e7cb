package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code tls config explain} and {@code tls config check}. */
class ConfigCommandTest {
    private final LabCa ca = LabCa.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String file = "";

    @BeforeEach
    void writeFile() throws IOException {
        ca.writeTo(folder.resolve("root.pem"));
        file = write("tls.trust-files=root.pem\ntls.smtp.versions=1.3\n");
    }

    @Test
    void explainTellsRequestedAndEffectiveValuesAndTheirOrigin() {
        ToolRun run = ToolRun.of("config", "explain", "--config", file, "--profile", "smtp", "--timeout", "5s");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains(
                        "versions\n  asked  TLSv1.3\n  gets   TLSv1.3\n  from   file " + file + ", tls.smtp.versions\n")
                .contains("timeout\n  asked  5s\n  gets   5s\n  from   option --timeout\n");
    }

    @Test
    void explainIsOneJsonDocumentToo() {
        ToolRun run = ToolRun.of("config", "explain", "--config", file, "--json");

        JsonObject document = new Gson().fromJson(run.out(), JsonObject.class);
        JsonElement trust = document.getAsJsonArray("settings").get(0);
        assertThat(document.get("generation").getAsInt()).isEqualTo(1);
        assertThat(trust.getAsJsonObject().get("name").getAsString()).isEqualTo("trust");
        assertThat(trust.getAsJsonObject().get("origin").getAsString()).isEqualTo("file " + file + ", tls.trust-files");
        assertThat(trust.getAsJsonObject().get("provider").getAsString()).startsWith("SUN ");
        assertThat(trust.getAsJsonObject().getAsJsonArray("effective").get(0).getAsString())
                .isEqualTo("1 root of " + folder.resolve("root.pem"));
    }

    @Test
    void withoutAFileTheDefaultsAreExplained() {
        ToolRun run = ToolRun.of("config", "explain");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("trust\n  asked  platform\n").contains("  from   default\n");
    }

    @Test
    void checkEndsWithZeroOneOrTwoAsMonitoringExpects() throws IOException {
        ToolRun fine = ToolRun.of("config", "check", "--config", file, "--warn-days", "7");
        ToolRun soon = ToolRun.of("config", "check", "--config", file, "--warn-days", "60");
        ToolRun broken =
                ToolRun.of("config", "check", "--config", write("tls.trust-files=nowhere.pem\ntls.version=1\n"));

        assertThat(fine.exitCode()).isZero();
        assertThat(fine.out()).startsWith("0 errors, 0 warnings, 29 days left\n");
        assertThat(soon.exitCode()).isEqualTo(1);
        assertThat(soon.out()).startsWith("0 errors, 1 warning, 29 days left\n");
        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.out()).startsWith("2 errors, 0 warnings\n").contains("nowhere.pem", "tls.version");
    }

    @Test
    void checkIsOneJsonDocumentToo() {
        ToolRun run = ToolRun.of("config", "check", "--config", file, "--warn-days", "60", "--json");

        JsonObject document = new Gson().fromJson(run.out(), JsonObject.class);
        JsonObject finding = document.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(document.get("worst").getAsString()).isEqualTo("WARNING");
        assertThat(document.get("daysLeft").getAsInt()).isEqualTo(29);
        assertThat(finding.get("topic").getAsString()).isEqualTo("DATES");
        assertThat(finding.get("daysLeft").getAsInt()).isEqualTo(29);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config",
                "config explain --config missing.properties",
                "config explain --profile smpt",
                "config explain --env MYAPP",
                "config explain --revocation maybe",
                "config check --config missing.properties",
                "config check --profile smpt",
                "config check --warn-days -1",
                "config check --warn-days soon",
            })
    void whatCannotBeHadIsAUsageErrorWithAHint(String arguments) {
        ToolRun run = ToolRun.of(arguments.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).matches("config: error: [^\n]+\nconfig: hint: [^\n]+\n");
    }

    @Test
    void everyCommandOfThePagePrintsWhatItSays() throws IOException {
        Map<String, String> variables = Map.of("FILE", file, "FOLDER", folder.toString());
        Readme page = Readme.of(Path.of("README.md"));
        page.writeFiles(folder);
        for (Example example : page.examples("tls config ", variables)) {
            assertThat(example.command()).startsWith("tls ");
            ToolRun run =
                    ToolRun.of(example.command().substring("tls ".length()).split(" "));
            example.assertPrints(run.out() + run.err());
        }
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("tls.properties"), text).toString();
    }
}
