package io.github.tlsclients.http.lab;

import io.github.tlsclients.lab.LabServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Handshake;
import okio.Buffer;

/** Implicit TLS, with HTTP/2 for clients that offer it. */
final class HttpsLab implements LabServer {
    /** Held, since loggers that nobody holds forget their level. It tells of each start and stop otherwise. */
    private static final Logger TALKATIVE = Logger.getLogger(MockWebServer.class.getName());

    private final MockWebServer server;

    private HttpsLab(MockWebServer server) {
        this.server = server;
    }

    static HttpsLab start(SSLContext context, LabSite site, boolean wantsClientCertificate) throws IOException {
        beQuiet();
        MockWebServer server = new MockWebServer();
        server.useHttps(context.getSocketFactory());
        if (wantsClientCertificate) {
            server.requestClientAuth();
        }
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return respond(site, request);
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return new HttpsLab(server);
    }

    static void beQuiet() {
        TALKATIVE.setLevel(Level.SEVERE);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }

    private static MockResponse respond(LabSite site, RecordedRequest request) {
        String credentials = request.getHeaders().get("Authorization");
        LabSite.Page page = site.answer(
                request.getMethod(),
                request.getTarget(),
                credentials == null ? "" : credentials,
                peer(request.getHandshake()));
        MockResponse.Builder response =
                new MockResponse.Builder().status("HTTP/1.1 " + page.status() + " " + page.reason());
        page.headers().forEach(response::setHeader);
        return request.getMethod().equals("HEAD")
                ? response.setHeader("Content-Length", page.body().length).build()
                : response.body(new Buffer().write(page.body())).build();
    }

    private static LabSite.Peer peer(Handshake handshake) {
        return new LabSite.Peer(
                handshake.tlsVersion().javaName(),
                handshake.cipherSuite().javaName(),
                Optional.ofNullable(handshake.peerPrincipal()));
    }
}
