package io.github.tlsclients.adapters;

import io.github.tlsclients.tls.EngineClient;
import io.github.tlsclients.tls.TlsContext;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/** Sockets, engines, and the JDK's two HTTP clients. */
class JdkClientsTest extends AdapterContract {
    @Override
    protected List<Client> clients() {
        return List.of(
                new Client("socket by host and port", (tls, port) -> {
                    try (Socket socket = tls.socketFactory().createSocket("localhost", port)) {
                        ((SSLSocket) socket).startHandshake();
                    }
                }),
                new Client("socket that is connected later", (tls, port) -> {
                            try (Socket socket = tls.socketFactory().createSocket()) {
                                socket.connect(new InetSocketAddress("localhost", port));
                                ((SSLSocket) socket).startHandshake();
                            }
                        })
                        .connectingLater(),
                new Client("socket over a socket", (tls, port) -> {
                    Socket tcp = new Socket("localhost", port);
                    try (Socket socket = tls.socketFactory().createSocket(tcp, "localhost", port, true)) {
                        ((SSLSocket) socket).startHandshake();
                    }
                }),
                new Client("engine", (tls, port) -> {
                    try (Socket tcp = new Socket("localhost", port)) {
                        EngineClient.shakeHands(tls.sslContext().createSSLEngine("localhost", port), tcp);
                    }
                }),
                new Client("engine with parameters set on it", (tls, port) -> {
                    try (Socket tcp = new Socket("localhost", port)) {
                        SSLEngine engine = tls.sslContext().createSSLEngine("localhost", port);
                        engine.setSSLParameters(tls.parametersFor("localhost"));
                        EngineClient.shakeHands(engine, tcp);
                    }
                }),
                new Client(
                                "HttpClient",
                                (tls, port) -> get(HttpClient.newBuilder().sslContext(tls.sslContext()), port))
                        .offering("h2", "http/1.1"),
                new Client("HttpClient with parameters", JdkClientsTest::getWithParameters).offering("h2", "http/1.1"),
                new Client("HttpsURLConnection", JdkClientsTest::open).connectingLater());
    }

    private static void getWithParameters(TlsContext tls, int port) throws Exception {
        get(HttpClient.newBuilder().sslContext(tls.sslContext()).sslParameters(tls.parametersFor("localhost")), port);
    }

    private static void get(HttpClient.Builder client, int port) throws Exception {
        client.build().send(HttpRequest.newBuilder(uri(port)).build(), BodyHandlers.discarding());
    }

    private static void open(TlsContext tls, int port) throws Exception {
        HttpsURLConnection connection = (HttpsURLConnection) uri(port).toURL().openConnection();
        connection.setSSLSocketFactory(tls.socketFactory());
        connection.setHostnameVerifier(tls.hostnameVerifier());
        try {
            connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static URI uri(int port) {
        return URI.create("https://localhost:" + port + "/");
    }
}
