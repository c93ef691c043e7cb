package io.github.tlsclients.smtp;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/** A server that talks by a script, in clear or inside TLS, as badly as a test wants. */
final class ScriptServer implements AutoCloseable {
    /** An answer: hang up. */
    static final String HANG_UP = "\0hang up";
    /** An answer: read no further. */
    static final String STALL = "\0stall";

    private final ServerSocket listener;
    private final String greeting;
    private final UnaryOperator<String> script;
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private ScriptServer(ServerSocketFactory sockets, String greeting, UnaryOperator<String> script)
            throws IOException {
        this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.greeting = greeting;
        this.script = script;
        start(this::serve);
    }

    static ScriptServer clear(String greeting, UnaryOperator<String> script) throws IOException {
        return new ScriptServer(ServerSocketFactory.getDefault(), greeting, script);
    }

    static ScriptServer protectedBy(SSLContext context, String greeting, UnaryOperator<String> script)
            throws IOException {
        return new ScriptServer(context.getServerSocketFactory(), greeting, script);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Every line, or what a line break ended, that was heard so far; byte for byte in ISO 8859-1. */
    List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /** The same, once it has heard this line: of what nobody waits for an answer to. */
    List<String> heardUntil(String line) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        synchronized (heard) {
            for (long left = end - System.nanoTime();
                    !heard.contains(line) && left > 0;
                    left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(heard, left);
            }
            return List.copyOf(heard);
        }
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                connections.incrementAndGet();
                start(() -> converse(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void converse(Socket client) {
        try (client) {
            client.setSoTimeout(20_000);
            OutputStream out = client.getOutputStream();
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            String answer = greeting;
            while (!answer.equals(HANG_UP)) {
                if (answer.equals(STALL)) {
                    closed.await();
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                synchronized (heard) {
                    heard.add(line);
                    heard.notifyAll();
                }
                answer = script.apply(line);
            }
        } catch (IOException e) {
            return; // the client went away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "script-server");
        thread.setDaemon(true);
        thread.start();
    }
}
