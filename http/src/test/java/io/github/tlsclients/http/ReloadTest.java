package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSink;
import okio.BufferedSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of OkHttp's connections when their context is reloaded. */
class ReloadTest {
    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");
    private final MockWebServer server = new MockWebServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        server.useHttps(certificate.serverContext().getSocketFactory());
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"JDK, HTTP_1_1", "JDK, HTTP_2", "BOUNCY_CASTLE, HTTP_1_1", "BOUNCY_CASTLE, HTTP_2"})
    void idleConnectionsAreClosedAtOnce(TlsProvider provider, Protocol protocol)
            throws IOException, InterruptedException {
        TlsContext context = TlsContext.of(Clients.config(ca).provider(provider).build());
        OkHttpClient client = client(context, protocol);
        assertThat(connectionOf(client)).isZero();
        assertThat(connectionOf(client)).as("shared").isZero();
        assertThat(client.connectionPool().connectionCount()).isOne();

        context.reload();

        assertThat(client.connectionPool().connectionCount()).isZero();
        assertThat(connectionOf(client)).isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
    void aConnectionInUseFinishesItsCallAndIsGivenNoOther(Protocol protocol) throws IOException, InterruptedException {
        TlsContext context = Clients.trusting(ca);
        OkHttpClient client = client(context, protocol);
        CountDownLatch rest = new CountDownLatch(1);
        server.enqueue(new MockResponse.Builder().body(new InTwoParts(rest)).build());
        try (Response running = client.newCall(request()).execute()) {
            BufferedSource body = running.body().source();
            assertThat(body.readUtf8(5)).isEqualTo("first");
            server.takeRequest();

            context.reload();

            assertThat(running.protocol()).isEqualTo(protocol);
            assertThat(connectionOf(client)).as("while the old one is in use").isOne();
            rest.countDown();
            assertThat(body.readUtf8()).isEqualTo("second");
        }
        assertThat(connectionOf(client)).as("when the old one is free").isOne();
    }

    @Test
    void aReloadThatFailsClosesNothing() throws IOException, InterruptedException {
        Path roots = ca.writeTo(folder.resolve("roots.pem"));
        TlsContext context =
                TlsContext.of(Clients.config(ca).trust(Trust.pem(roots)).build());
        OkHttpClient client = client(context, Protocol.HTTP_2);
        connectionOf(client);
        Files.delete(roots);

        assertThatThrownBy(context::reload).isInstanceOf(TlsConfigException.class);

        assertThat(connectionOf(client)).isZero();
    }

    @Test
    void aPooledConnectionOfADroppedRootServesNobody() throws IOException, InterruptedException {
        Path roots = ca.writeTo(folder.resolve("roots.pem"));
        TlsContext context =
                TlsContext.of(Clients.config(ca).trust(Trust.pem(roots)).build());
        OkHttpClient client = client(context, Protocol.HTTP_2);
        connectionOf(client);
        LabCa.create().writeTo(roots);

        context.reload();

        assertThatThrownBy(() -> client.newCall(request()).execute().close())
                .hasStackTraceContaining("issuer is not trusted");
    }

    @Test
    void aClientThatIsReleasedIsTakenOffItsContext() throws IOException, InterruptedException {
        TlsContext context = Clients.trusting(ca);
        OkHttpClient client = client(context, Protocol.HTTP_2);
        connectionOf(client);

        OkHttpTls.release(client);
        assertThat(client.connectionPool().connectionCount()).isZero();
        context.reload();

        assertThat(connectionOf(client)).as("it still works").isOne();
    }

    private OkHttpClient client(TlsContext context, Protocol protocol) {
        return OkHttpTls.apply(new OkHttpClient.Builder(), context)
                .protocols(protocol == Protocol.HTTP_2 ? List.of(protocol, Protocol.HTTP_1_1) : List.of(protocol))
                .build();
    }

    /** Makes a call, and tells by the server's count which connection it came by. */
    private int connectionOf(OkHttpClient client) throws IOException, InterruptedException {
        server.enqueue(new MockResponse.Builder().body("hello").build());
        try (Response response = client.newCall(request()).execute()) {
            assertThat(response.body().string()).isEqualTo("hello");
        }
        RecordedRequest request = server.takeRequest(10, TimeUnit.SECONDS);
        assertThat(request).isNotNull();
        return request.getConnectionIndex();
    }

    private Request request() {
        return new Request.Builder()
                .url("https://localhost:" + server.getPort() + "/")
                .build();
    }

    /** A body that stops in the middle until it is let go on. */
    private record InTwoParts(CountDownLatch rest) implements MockResponseBody {
        @Override
        public long getContentLength() {
            return "firstsecond".length();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            sink.writeUtf8("first").flush();
            try {
                assertThat(rest.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            sink.writeUtf8("second").flush();
        }
    }
}
