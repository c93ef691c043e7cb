package io.github.tlsclients.http.lab;

import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okio.Buffer;

/** A site whose visitors would rather not have it known which page they read. */
public final class Clinic implements LabServer {
    /** What there is to read; the paths are of one length, so that the questions are. */
    public static final List<String> PAGES = List.of("/flu.html", "/hiv.html", "/ivf.html");

    private static final List<Integer> LENGTHS = List.of(5_210, 11_870, 8_440);
    private static final int PADDED = 16 * 1024;

    private final MockWebServer server;

    private Clinic(MockWebServer server) {
        this.server = server;
    }

    /** Pages as they are, one after another on a connection. */
    public static Clinic http1(LabCertificate certificate) throws IOException {
        return start(certificate, List.of(Protocol.HTTP_1_1), false);
    }

    /** Pages as they are, in the frames of HTTP/2. */
    public static Clinic http2(LabCertificate certificate) throws IOException {
        return start(certificate, List.of(Protocol.HTTP_2, Protocol.HTTP_1_1), false);
    }

    /** Pages that all have the length of the longest there could be. */
    public static Clinic padded(LabCertificate certificate) throws IOException {
        return start(certificate, List.of(Protocol.HTTP_1_1), true);
    }

    private static Clinic start(LabCertificate certificate, List<Protocol> protocols, boolean padded)
            throws IOException {
        HttpsLab.beQuiet();
        MockWebServer server = new MockWebServer();
        server.useHttps(certificate.serverContext().getSocketFactory());
        server.setProtocols(protocols);
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                int page = PAGES.indexOf(request.getTarget());
                return page < 0
                        ? new MockResponse.Builder().code(404).build()
                        : new MockResponse.Builder()
                                .body(new Buffer().write(new byte[padded ? PADDED : LENGTHS.get(page)]))
                                .build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return new Clinic(server);
    }

    @Override
    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        server.close();
    }
}
