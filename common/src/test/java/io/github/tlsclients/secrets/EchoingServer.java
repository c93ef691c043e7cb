package io.github.tlsclients.secrets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;

/** A server of implicit TLS that answers line by line; each connection has a script of its own. */
final class EchoingServer implements AutoCloseable {
    private final ServerSocket listener;
    private final String greeting;
    private final Supplier<UnaryOperator<String>> scripts;

    EchoingServer(SSLContext tls, String greeting, Supplier<UnaryOperator<String>> scripts) throws IOException {
        this.listener = tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("localhost"));
        this.greeting = greeting;
        this.scripts = scripts;
        Thread thread = new Thread(this::serve, "echoing-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                converse(client, scripts.get());
            } catch (IOException e) {
                continue; // the client hung up, or the listener was closed
            }
        }
    }

    private void converse(Socket client, UnaryOperator<String> script) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(greeting.getBytes(StandardCharsets.UTF_8));
        out.flush();
        BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.write(script.apply(line).getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
