package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the eavesdropper is said to know of a protocol's sessions is what they do know. */
public abstract class WiretapContract {
    private final ProtocolModule module;

    @TempDir
    private Path folder = Path.of("");

    /** With the embedded servers of this module. */
    protected WiretapContract(ProtocolModule module) {
        this.module = module;
    }

    @ParameterizedTest
    @EnumSource
    void theNameAndTheParametersAreReadable(TlsMode mode) throws IOException {
        JsonObject view = view(mode);

        assertThat(kinds(view)).contains("NAME_LOOKUP", "ADDRESSES", "SERVER_NAME", "CLIENT", "PARAMETERS", "SIZES");
        assertThat(view.getAsJsonArray("kept")).isNotEmpty();
        assertThat(readable(view).map(message -> message.get("name").getAsString()))
                .contains("ClientHello", "ServerHello");
    }

    @Test
    void fromTheFirstByteOnNothingIsSaidInClear() throws IOException {
        assertThat(clearLines(view(TlsMode.IMPLICIT))).isEmpty();
        assertThat(kinds(view(TlsMode.IMPLICIT))).doesNotContain("CLEAR_DIALOGUE", "CLEAR_SECRETS");
    }

    @Test
    void anUpgradeIsReadableUpToTheHandshakeAndNoFurther() throws IOException {
        JsonObject view = view(TlsMode.STARTTLS);
        JsonObject first = view.getAsJsonArray("conversations").get(0).getAsJsonObject();
        JsonArray events = first.getAsJsonArray("events");
        int tlsBegins = first.get("tlsBegins").getAsInt();

        assertThat(tlsBegins).isPositive();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).getAsJsonObject().has("clear")).isEqualTo(i < tlsBegins);
        }
        assertThat(kinds(view)).contains("CLEAR_DIALOGUE").doesNotContain("CLEAR_SECRETS");
    }

    @Test
    void theTextTellsItInAScreenful() {
        ToolRun run = ToolRun.of(module.protocol().label(), "demo", "--wiretap");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err())
                .contains("TLS begins here", "in clear: ClientHello for localhost", "what TLS kept")
                .doesNotContain("error:");
    }

    @Test
    void aFileThatCannotBeWrittenIsAnError() {
        Path file = folder.resolve("nowhere").resolve("view.json");

        ToolRun run = ToolRun.of(module.protocol().label(), "demo", "--wiretap=" + file);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("error: " + file + " cannot be written", "hint: ");
    }

    @Test
    void aCaptureOfTwoSessionsIsAnError() {
        ToolRun run = ToolRun.of(module.protocol().label(), "demo", "--wiretap=" + folder.resolve("both.pcapng"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("error: a capture holds one session, and these are 2", "hint: ");
        assertThat(folder.resolve("both.pcapng")).doesNotExist();
    }

    @Test
    void aPageHasBothSessions() throws IOException {
        Path file = folder.resolve("view.html");
        String protocol = module.protocol().label();

        assertThat(ToolRun.of(protocol, "demo", "--wiretap=" + file).exitCode()).isZero();

        assertThat(Files.readString(file))
                .contains("TLS begins", "What the eavesdropper knows", protocol + "s://")
                .contains(protocol + "+starttls://");
    }

    @Test
    void anotherEndingThanTheKnownIsAnError() {
        ToolRun run = ToolRun.of(module.protocol().label(), "demo", "--wiretap=view.pdf");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'view.pdf' does not end in .html, .json or .pcapng");
    }

    /** Of the demo's session in this mode. */
    protected final JsonObject view(TlsMode mode) throws IOException {
        Path file = folder.resolve("view.json");
        ToolRun run = ToolRun.of(module.protocol().label(), "demo", "--wiretap=" + file);
        assertThat(run.exitCode()).as(run.out()).isZero();
        return JsonParser.parseString(Files.readString(file))
                .getAsJsonArray()
                .get(mode.ordinal())
                .getAsJsonObject();
    }

    /** What leaked. */
    protected static List<String> kinds(JsonObject view) {
        return objects(view.getAsJsonArray("leaks"))
                .map(leak -> leak.get("kind").getAsString())
                .toList();
    }

    private static Stream<JsonObject> events(JsonObject view) {
        return objects(view.getAsJsonArray("conversations"))
                .flatMap(conversation -> objects(conversation.getAsJsonArray("events")));
    }

    private static Stream<JsonObject> readable(JsonObject view) {
        return events(view)
                .filter(event -> event.has("readable"))
                .flatMap(event -> objects(event.getAsJsonArray("readable")));
    }

    private static List<String> clearLines(JsonObject view) {
        return events(view)
                .filter(event -> event.has("clear"))
                .map(event -> event.get("clear").getAsString())
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonElement::getAsJsonObject);
    }
}
