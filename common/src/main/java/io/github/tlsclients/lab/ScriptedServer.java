package io.github.tlsclients.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A server that speaks clear text by a script: it greets, then answers each line it hears. What a client said to it can
 * be looked at afterwards, which is how a test shows that no password was among it.
 */
public final class ScriptedServer implements LabServer {
    private final ServerSocket listener;
    private final String greeting;
    private final UnaryOperator<String> script;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    private ScriptedServer(ServerSocket listener, String greeting, UnaryOperator<String> script) {
        this.listener = listener;
        this.greeting = greeting;
        this.script = script;
    }

    /**
     * Starts one.
     *
     * @param greeting what it says first, with line ends; may be empty
     * @param script what it says to each line, with line ends; the empty text says nothing
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static ScriptedServer start(String greeting, UnaryOperator<String> script) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ScriptedServer server = new ScriptedServer(listener, greeting, script);
        Thread thread = new Thread(server::serve, "scripted-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /** {@return every line that clients have said so far} */
    public List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket closes", e);
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                converse(client);
            } catch (IOException e) {
                continue; // the client hung up, or the listener was closed
            }
        }
    }

    private void converse(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        say(out, greeting);
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            say(out, script.apply(line));
        }
    }

    private static void say(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
