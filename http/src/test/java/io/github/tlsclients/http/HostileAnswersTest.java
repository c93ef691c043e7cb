package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.http.cli.HttpModule;
import io.github.tlsclients.http.lab.HttpFault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the parity of all faults does not see: words, sizes, and clients of an app's own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileAnswersTest {
    private static final HttpModule HTTP = new HttpModule();

    private final LabPki pki = LabPki.create();
    private final LabAccount account = LabAccount.create();

    @AfterAll
    void stop() {
        pki.close();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void noWordsOfTheServersHaveControlCharacters(TlsMode mode) throws IOException {
        Stage stage = stage(mode, HttpFault.TERMINAL_ESCAPES);
        try (HostileServer server = HostileServer.start(stage, HTTP.script(stage))) {
            TlsException refusal = catchThrowableOfType(
                    TlsException.class, () -> HTTP.visit(endpoint(mode, server), client(stage), account));

            assertThat(refusal).hasMessageContaining("404").hasMessageContaining("evil");
            assertThat(refusal.getMessage() + refusal.hint()).doesNotContainPattern("\\p{Cntrl}");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void whatIsCompressedStaysSo(TlsMode mode) throws IOException {
        Stage stage = stage(mode, HttpFault.GZIP_BOMB);
        try (HostileServer server = HostileServer.start(stage, HTTP.script(stage));
                HttpSession session = HttpSession.open(endpoint(mode, server), client(stage));
                HttpAnswer answer = session.get()) {
            assertThat(answer.body().readAllBytes())
                    .hasSize((int) answer.length().orElseThrow())
                    .hasSizeLessThan(100_000);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpFault.class,
            names = {"LENGTHS_DIFFER", "LENGTH_AND_CODING", "LENGTH_WITH_SPACE", "CODING_UNKNOWN"})
    void anAppsOwnClientRefusesADoubtfulEndToo(HttpFault fault) throws IOException {
        Stage stage = stage(TlsMode.IMPLICIT, fault);
        TlsContext context = client(stage);
        OkHttpClient app = OkHttpTls.apply(new OkHttpClient.Builder(), context).build();
        try (HostileServer server = HostileServer.start(stage, HTTP.script(stage))) {
            Request request = new Request.Builder()
                    .url("https://localhost:" + server.port())
                    .build();

            TlsException refusal = catchThrowableOfType(TlsException.class, () -> {
                try (Response response = app.newCall(request).execute()) {
                    response.body().bytes();
                }
            });

            assertThat(refusal.failure()).isEqualTo(TlsFailure.PROTOCOL_ERROR);
        } finally {
            OkHttpTls.release(app);
        }
    }

    /** RFC 9112 section 9.2: what comes while nobody has asked is the answer to nothing. */
    @Test
    void whatComesBetweenTwoQuestionsIsNoAnswer() throws Exception {
        Stage stage = stage(TlsMode.IMPLICIT, HttpFault.CLOSE_DELIMITED);
        CountDownLatch read = new CountDownLatch(1);
        CountDownLatch said = new CountDownLatch(1);
        HostileServer.Script script = client -> {
            while (!client.hear().isEmpty()) {
                continue; // up to the end of the head
            }
            client.sayExactly("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nreal");
            try {
                read.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            client.sayExactly("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
            said.countDown();
            client.awaitTheEnd();
        };
        try (HostileServer server = HostileServer.start(stage, script);
                HttpSession session = HttpSession.open(endpoint(TlsMode.IMPLICIT, server), client(stage))) {
            assertThat(text(session)).isEqualTo("real");
            read.countDown();
            said.await();

            assertThat(text(session)).isEqualTo("real"); // on a connection of its own
        }
    }

    private static String text(HttpSession session) throws IOException {
        try (HttpAnswer answer = session.get()) {
            return new String(answer.body().readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        }
    }

    private Stage stage(TlsMode mode, HttpFault fault) {
        return new Stage(Protocol.HTTP, mode, fault, pki, account);
    }

    private static TlsContext client(Stage stage) {
        return TlsContext.of(stage.client().build());
    }

    private static Endpoint endpoint(TlsMode mode, HostileServer server) {
        return Endpoint.of(Protocol.HTTP, mode, "localhost", server.port());
    }
}
