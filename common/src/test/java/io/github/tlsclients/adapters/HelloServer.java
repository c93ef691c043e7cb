package io.github.tlsclients.adapters;

import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.TlsEcho;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A TLS server that reads each ClientHello before it answers it, shakes hands, says its lines and hangs up. */
public final class HelloServer implements AutoCloseable {
    private static final int SECONDS = 30;

    private final ServerSocket listener;
    private final SSLContext context;
    private final Upgrade upgrade;
    private final Talk inside;
    private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();

    private final Consumer<SSLSocket> settings;

    private HelloServer(
            ServerSocket listener, SSLContext context, Upgrade upgrade, Talk inside, Consumer<SSLSocket> settings) {
        this.listener = listener;
        this.settings = settings;
        this.context = context;
        this.upgrade = upgrade;
        this.inside = inside;
    }

    /**
     * What is said inside TLS.
     *
     * @param greeting what the server says first, with line ends
     * @param answers what the server says to each line, with line ends; null: it hangs up
     */
    public record Talk(String greeting, Function<String, @Nullable String> answers) {
        /** Nothing: the server hangs up once TLS stands. */
        public static final Talk NONE = new Talk("", line -> null);
    }

    /**
     * What is said in clear before TLS.
     *
     * @param greeting what the server says first, with line ends
     * @param command how the line begins that asks for TLS; empty: TLS from the first byte
     * @param answers what the server says to each line, with line ends
     */
    public record Upgrade(String greeting, String command, UnaryOperator<String> answers) {
        /** TLS from the first byte. */
        public static final Upgrade NONE = new Upgrade("", "", line -> "");
    }

    /**
     * A connection.
     *
     * @param hello what the client offered
     * @param failure why it did not accept the server; null if it did
     */
    public record Seen(ClientHello hello, @Nullable IOException failure) {
        /** Whether the handshake was finished by the client. */
        public boolean accepted() {
            return failure == null;
        }
    }

    /** A server with this certificate that has nothing to say. */
    public static HelloServer start(LabCertificate certificate, Upgrade upgrade) throws IOException {
        return start(certificate, upgrade, Talk.NONE);
    }

    /** A server with this certificate. */
    public static HelloServer start(LabCertificate certificate, Upgrade upgrade, Talk inside) throws IOException {
        return start(certificate.serverContext(), upgrade, inside, tls -> {});
    }

    /** A server with this certificate that takes X25519MLKEM768 and no other group. */
    public static HelloServer postQuantum(LabCertificate certificate, Upgrade upgrade) throws IOException {
        return start(TlsEcho.bouncyCastle(certificate), upgrade, Talk.NONE, TlsEcho.groups("X25519MLKEM768"));
    }

    private static HelloServer start(SSLContext context, Upgrade upgrade, Talk inside, Consumer<SSLSocket> settings)
            throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        HelloServer server = new HelloServer(listener, context, upgrade, inside, settings);
        Thread thread = new Thread(server::serve, "hello-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** Where it listens. */
    public int port() {
        return listener.getLocalPort();
    }

    /** The next connection that came as far as a ClientHello. */
    public Seen seen() throws InterruptedException {
        Seen next = seen.poll(SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no ClientHello came");
        }
        return next;
    }

    /** Whether another connection came. */
    public boolean sawMore() {
        return !seen.isEmpty();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setSoTimeout(SECONDS * 1000);
                talk(client);
            } catch (IOException e) {
                continue; // it hung up before TLS, or the listener was closed
            }
        }
    }

    private void talk(Socket client) throws IOException {
        if (!upgrade.command().isEmpty()) {
            talkInClear(client);
        }
        ClientHello hello = ClientHello.read(client.getInputStream());
        try (SSLSocket tls = (SSLSocket)
                context.getSocketFactory().createSocket(client, new ByteArrayInputStream(hello.bytes()), true)) {
            settings.accept(tls);
            shakeHands(tls, hello);
            if (inside != Talk.NONE) {
                talkInside(tls);
            }
        }
    }

    private void shakeHands(SSLSocket tls, ClientHello hello) throws IOException {
        try {
            tls.startHandshake();
            seen.add(new Seen(hello, null));
        } catch (IOException e) {
            seen.add(new Seen(hello, e));
            throw e;
        }
    }

    private void talkInside(SSLSocket tls) throws IOException {
        say(tls, inside.greeting());
        for (String said = inside.answers().apply(line(tls.getInputStream()));
                said != null;
                said = inside.answers().apply(line(tls.getInputStream()))) {
            say(tls, said);
        }
    }

    private void talkInClear(Socket client) throws IOException {
        say(client, upgrade.greeting());
        String line;
        do {
            line = line(client.getInputStream());
            say(client, upgrade.answers().apply(line));
        } while (!line.contains(upgrade.command()));
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client hung up");
            }
            line.append((char) next);
        }
        return line.toString();
    }
}
