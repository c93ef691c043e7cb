package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tlsclients.adapters.AdapterContract;
import io.github.tlsclients.adapters.HelloServer;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.util.List;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

/** OkHttp by an app's own client. */
class OkHttpTlsTest extends AdapterContract {
    @Override
    protected List<Client> clients() {
        return List.of(
                new Client("OkHttp", (tls, port) -> get(OkHttpTls.apply(new OkHttpClient.Builder(), tls), port))
                        .offering("h2", "http/1.1"),
                new Client(
                                "OkHttp, which had been set otherwise before",
                                (tls, port) -> get(OkHttpTls.apply(setOtherwise(), tls), port))
                        .offering("h2", "http/1.1"));
    }

    /** A spec of OkHttp's own lists narrows; that is a client's right, and the last word is the configuration's. */
    @Test
    void aSpecThatIsSetAfterwardsCanOnlyNarrow() throws Exception {
        LabCa ca = LabCa.create();
        TlsContext tls = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .versions(TlsVersion.TLS_1_3)
                .build());
        try (HelloServer server = HelloServer.start(ca.issue("localhost"), HelloServer.Upgrade.NONE)) {
            OkHttpClient.Builder client = OkHttpTls.apply(new OkHttpClient.Builder(), tls)
                    .connectionSpecs(List.of(ConnectionSpec.COMPATIBLE_TLS));
            Throwable hungUp = catchThrowable(() -> get(client, server.port()));

            assertThat(hungUp).isInstanceOf(IOException.class);
            assertThat(server.seen().hello().versions()).containsExactly("TLSv1.3");
        }
    }

    private static OkHttpClient.Builder setOtherwise() {
        return new OkHttpClient.Builder()
                .connectionSpecs(List.of(ConnectionSpec.COMPATIBLE_TLS, ConnectionSpec.CLEARTEXT))
                .hostnameVerifier((host, session) -> true);
    }

    private static void get(OkHttpClient.Builder builder, int port) throws IOException {
        OkHttpClient client = builder.retryOnConnectionFailure(false).build();
        try {
            client.newCall(new Request.Builder()
                            .url("https://localhost:" + port + "/")
                            .build())
                    .execute()
                    .close();
        } finally {
            client.connectionPool().evictAll();
            client.dispatcher().executorService().shutdown();
        }
    }
}
