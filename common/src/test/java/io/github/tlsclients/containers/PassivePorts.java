package io.github.tlsclients.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * The ports an FTP server announces for data. A client goes to the very port it is told of, so that each must have the
 * same number on the host as in the container: they are picked here first, and the server then configured with them.
 *
 * @param first the first port
 * @param last the last port, inclusive
 */
record PassivePorts(int first, int last) {
    /** Enough for one client's transfers in a row, whose old ports linger a while. */
    private static final int COUNT = 10;
    /** Below what Linux, macOS and Windows hand to outgoing connections by themselves. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 100;

    /** A range that was free a moment ago. */
    static PassivePorts free() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - COUNT);
            PassivePorts candidate = new PassivePorts(first, first + COUNT - 1);
            if (candidate.all().allMatch(PassivePorts::isFree)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no " + COUNT + " ports in a row are free on this machine");
    }

    /** Each port of the host with the same port of the container, in the engine's notation. */
    List<String> bindings() {
        return all().mapToObj(port -> port + ":" + port).toList();
    }

    private IntStream all() {
        return IntStream.rangeClosed(first, last);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (BindException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
