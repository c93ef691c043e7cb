package io.github.tlsclients.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports of the host in a row, picked before a server starts that is to be told of them.
 *
 * @param first the first port
 * @param count how many
 */
public record PortRange(int first, int count) {
    /** Below what Linux, macOS and Windows hand to outgoing connections by themselves. */
    private static final int LOWEST = 20_000;

    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 100;

    /** A range that was free a moment ago. */
    public static PortRange free(int count) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            PortRange candidate = new PortRange(ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST - count), count);
            if (IntStream.range(0, count).map(candidate::port).allMatch(PortRange::isFree)) {
                return candidate;
            }
        }
        throw new IllegalStateException("no " + count + " ports in a row are free on this machine");
    }

    /** The port at this place, counted from 0. */
    public int port(int index) {
        return first + index;
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
