package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The keys are described in one place, their Javadoc; the page and what IDEs read say the same. */
class TlsKeyTest {
    private static final Path SOURCE = Path.of("src/main/java/io/github/tlsclients/tls/TlsKey.java");
    private static final Path METADATA = Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");
    private static final Pattern CONSTANT = Pattern.compile("/\\*\\*\\s(.*?)\\s\\*/\\s+([A-Z_]+)[,;]", Pattern.DOTALL);

    private static final Map<TlsKey, List<String>> VALUES = Map.of(
            TlsKey.TRUST, List.of("platform", "jdk"),
            TlsKey.VERSIONS, List.of("1.2", "1.3"),
            TlsKey.REQUIRE_POST_QUANTUM, List.of("true", "false"),
            TlsKey.PROVIDER, List.of("jdk", "bc"),
            TlsKey.REVOCATION, List.of("off", "soft", "hard"),
            TlsKey.DANGEROUS_WITHOUT,
                    Arrays.stream(Verification.Rule.values())
                            .map(Verification.Rule::text)
                            .toList());
    private static final Map<TlsKey, String> DEFAULTS = Map.of(
            TlsKey.TRUST, "platform",
            TlsKey.VERSIONS, "1.2,1.3",
            TlsKey.REQUIRE_POST_QUANTUM, "false",
            TlsKey.PROVIDER, "jdk",
            TlsKey.REVOCATION, "off",
            TlsKey.TIMEOUT, "30s");

    @Test
    void thePageListsEveryKeyWithItsDescription() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("README.md"));
        List<String> expected = descriptions().entrySet().stream()
                .map(key -> "| `tls." + key.getKey().text() + "` | " + key.getValue() + " |")
                .toList();

        assertThat(rows).containsSubsequence(expected);
    }

    @Test
    void whatIdesReadIsTheKeysWithTheirDescriptions() throws IOException {
        String expected = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(metadata());

        Files.writeString(Files.createDirectories(Path.of("target")).resolve(METADATA.getFileName()), expected + "\n");

        assertThat(METADATA).as("the new one is in target").content().isEqualTo(expected + "\n");
    }

    @Test
    void everyValueAndDefaultThatIdesOfferIsTaken() throws IOException {
        JsonObject document = new Gson().fromJson(Files.readString(METADATA), JsonObject.class);
        for (JsonElement hint : document.getAsJsonArray("hints")) {
            String name = hint.getAsJsonObject().get("name").getAsString();
            for (JsonElement value : hint.getAsJsonObject().getAsJsonArray("values")) {
                String text = value.getAsJsonObject().get("value").getAsString();
                assertThatCode(() -> TlsProperties.map(Map.of(name, text)).config("smtp"))
                        .as("%s=%s", name, text)
                        .doesNotThrowAnyException();
            }
        }
        Map<String, String> defaults = new LinkedHashMap<>();
        DEFAULTS.forEach((key, value) -> defaults.put("tls." + key.text(), value));
        TlsConfig config = TlsProperties.map(defaults).config();
        TlsConfig safe = TlsConfig.defaults();
        assertThat(config.trust()).isEqualTo(safe.trust());
        assertThat(config.versions()).isEqualTo(safe.versions());
        assertThat(config.postQuantumRequired()).isEqualTo(safe.postQuantumRequired());
        assertThat(config.provider()).isEqualTo(safe.provider());
        assertThat(config.revocation()).isEqualTo(safe.revocation());
        assertThat(config.timeout()).isEqualTo(safe.timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    private static JsonObject metadata() throws IOException {
        JsonArray properties = new JsonArray();
        JsonArray hints = new JsonArray();
        Map<TlsKey, String> descriptions = descriptions();
        List<String> scopes = Stream.concat(
                        Stream.of(""), Arrays.stream(Protocol.values()).map(protocol -> protocol.label() + "."))
                .toList();
        for (String scope : scopes) {
            descriptions.forEach((key, description) -> {
                if (key == TlsKey.PROFILES && !scope.isEmpty()) {
                    return;
                }
                String name = "tls." + scope + key.text();
                JsonObject property = new JsonObject();
                property.addProperty("name", name);
                property.addProperty("type", type(key));
                property.addProperty("description", description.replace("`", ""));
                if (scope.isEmpty() && DEFAULTS.containsKey(key)) {
                    property.addProperty("defaultValue", DEFAULTS.get(key));
                }
                properties.add(property);
                if (VALUES.containsKey(key)) {
                    hints.add(hint(name, VALUES.get(key)));
                }
            });
        }
        JsonObject identities = new JsonObject();
        identities.addProperty("name", "tls.identity");
        identities.addProperty("type", "java.util.Map<java.lang.String,java.lang.String>");
        identities.addProperty(
                "description", "Keys of the client certificates that tls.identities names, each behind its name.");
        properties.add(identities);
        JsonObject document = new JsonObject();
        document.add("properties", properties);
        document.add("hints", hints);
        return document;
    }

    private static JsonObject hint(String name, List<String> known) {
        JsonArray values = new JsonArray();
        for (String value : known) {
            JsonObject entry = new JsonObject();
            entry.addProperty("value", value);
            values.add(entry);
        }
        JsonObject hint = new JsonObject();
        hint.addProperty("name", name);
        hint.add("values", values);
        return hint;
    }

    private static String type(TlsKey key) {
        return switch (key) {
            case PROFILES,
                    TRUST,
                    TRUST_FILES,
                    PINS,
                    IDENTITIES,
                    SHOWN_TO_HOSTS,
                    VERSIONS,
                    CIPHER_SUITES,
                    GROUPS,
                    DANGEROUS_WITHOUT -> "java.util.List<java.lang.String>";
            case SHOWN_TO_PORTS -> "java.util.List<java.lang.Integer>";
            case TRUST_KEYSTORE,
                    TRUST_KEYSTORE_PASSWORD_FILE,
                    CERTIFICATE,
                    KEY,
                    KEY_PASSWORD_FILE,
                    KEYSTORE,
                    KEYSTORE_PASSWORD_FILE -> "java.nio.file.Path";
            case REQUIRE_POST_QUANTUM -> "java.lang.Boolean";
            case TIMEOUT -> "java.time.Duration";
            case TRUST_KEYSTORE_PASSWORD_ENV,
                    KEY_PASSWORD_ENV,
                    KEYSTORE_ALIAS,
                    KEYSTORE_PASSWORD_ENV,
                    PROVIDER,
                    REVOCATION -> "java.lang.String";
        };
    }

    /** The Javadoc of each key, in the order of the keys. */
    private static Map<TlsKey, String> descriptions() throws IOException {
        Map<TlsKey, String> descriptions = new LinkedHashMap<>();
        String source = Files.readString(SOURCE);
        Matcher constants = CONSTANT.matcher(source.substring(source.indexOf("enum TlsKey {")));
        while (constants.find()) {
            String text = constants.group(1).replaceAll("\\s*\\n\\s*\\* ", " ");
            descriptions.put(TlsKey.valueOf(constants.group(2)), text.replaceAll("\\{@code ([^}]*)\\}", "`$1`"));
        }
        assertThat(descriptions).containsOnlyKeys(TlsKey.values());
        return descriptions;
    }
}
