package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.tlsclients.tls.Features;
import io.github.tlsclients.tls.TlsProvider;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code tls features}. */
class FeaturesCommandTest {
    @Test
    void bothProvidersAreToldUnlessOneIsAskedFor() {
        assertThat(run("features")).contains("SunJSSE ").contains("BCJSSE ");
        assertThat(run("features", "--provider", "jdk")).startsWith("SunJSSE ").doesNotContain("BCJSSE ");
    }

    @Test
    void whatIsOfferedGoesFirstAndEachReasonIsToldOnce() {
        List<String> lines = run("features", "--provider", "jdk").lines().toList();
        int suites = lines.indexOf("cipher suites");

        assertThat(lines.get(suites + 1)).isEqualTo("  offered");
        assertThat(lines.get(suites + 2)).matches("    TLS_[A-Z0-9_]+ +forward secrecy, AEAD");
        assertThat(lines)
                .containsSubsequence(
                        "  enabled; the strict configuration leaves it out: no AEAD",
                        "  disabled; RC4 in jdk.tls.disabledAlgorithms");
        assertThat(lines.stream().filter("  disabled; RC4 in jdk.tls.disabledAlgorithms"::equals))
                .hasSize(1);
    }

    @Test
    void noLineIsWiderThanATerminal() {
        assertThat(run("features").lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theDocumentHasAllOfIt() {
        JsonObject document = new Gson().fromJson(run("features", "--provider", "jdk", "--json"), JsonObject.class);
        JsonArray providers = document.getAsJsonArray("providers");
        JsonObject jdk = providers.get(0).getAsJsonObject();
        Features features = Features.of(TlsProvider.JDK);

        assertThat(providers).hasSize(1);
        assertThat(jdk.keySet())
                .containsExactly(
                        "provider",
                        "implementation",
                        "java",
                        "protocols",
                        "cipherSuites",
                        "groups",
                        "signatureSchemes");
        assertThat(jdk.getAsJsonArray("protocols")).hasSameSizeAs(features.protocols());
        assertThat(jdk.getAsJsonArray("cipherSuites")).hasSameSizeAs(features.cipherSuites());
        assertThat(jdk.getAsJsonArray("groups")).hasSameSizeAs(features.groups());
        assertThat(jdk.getAsJsonArray("signatureSchemes")).hasSameSizeAs(features.signatureSchemes());
        for (JsonElement suite : jdk.getAsJsonArray("cipherSuites")) {
            JsonObject fields = suite.getAsJsonObject();
            assertThat(fields.has("reason"))
                    .isEqualTo(!fields.get("state").getAsString().equals("OFFERED"));
            assertThat(fields.keySet()).contains("name", "state", "marks", "deprecatedBy");
        }
    }

    @Test
    void anUnknownProviderIsAUsageError() {
        assertThat(run("features", "--provider", "sun"))
                .isEqualTo("features: error: \"sun\" is not a provider\nfeatures: hint: use jdk or bc\n");
    }

    private static String run(String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            Tls.run(arguments);
            return said.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
