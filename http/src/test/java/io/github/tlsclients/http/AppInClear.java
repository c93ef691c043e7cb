package io.github.tlsclients.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * An app that speaks HTTP in clear on a socket of the file system, believes what it hears of client and connection as apps
 * behind a proxy do, and keeps every byte it heard.
 */
public final class AppInClear implements AutoCloseable {
    private final ServerSocketChannel listener;
    private final Path socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private AppInClear(ServerSocketChannel listener, Path socket) {
        this.listener = listener;
        this.socket = socket;
    }

    /** Starts it in a folder that others may then look into, as a container's users must. */
    public static AppInClear start(Path folder) {
        try {
            Path socket = folder.resolve("app.sock");
            ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-rw-rw-"));
            AppInClear app = new AppInClear(listener, socket);
            Thread thread = new Thread(app::serve, "app-in-clear");
            thread.setDaemon(true);
            thread.start();
            return app;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that was heard on each connection so far, as it was sent. */
    List<String> heard() {
        return heard;
    }

    /** Speaks to the app without a proxy, and gives its answer. */
    String talk(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            return readUntil(channel, "\n--\n");
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        while (listener.isOpen()) {
            try (SocketChannel client = listener.accept()) {
                String request = readUntil(client, "\r\n\r\n");
                heard.add(request);
                String page = field(request, "X-Client-Subject").orElse("nobody") + " by "
                        + field(request, "X-Forwarded-Proto").orElse("http") + "\n";
                client.write(ByteBuffer.wrap(
                        ("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + page.length() + "\r\n\r\n" + page)
                                .getBytes(StandardCharsets.ISO_8859_1)));
            } catch (IOException e) {
                // a client left, or the test is over
            }
        }
    }

    static Optional<String> field(String request, String name) {
        String start = name.toLowerCase(Locale.ROOT) + ": ";
        return Stream.of(request.split("\r\n"))
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    private static String readUntil(SocketChannel channel, String end) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        String text = "";
        while (!text.contains(end) && channel.read(buffer) >= 0) {
            text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        }
        return text;
    }
}
