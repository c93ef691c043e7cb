package io.github.tlsclients.containers;

import io.github.tlsclients.wire.Pcapng;
import io.github.tlsclients.wire.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.Transferable;

/**
 * Other people's programs, in the container of {@code common/docker/observer}: tshark, which reads what was recorded, and
 * curl, OpenSSL and Chromium, which visit servers of this machine at {@link #HOST}.
 */
public final class Observer implements AutoCloseable {
    /** The container's name for the machine that it runs on. */
    public static final String HOST = "host.lab.test";

    private static final String CAPTURE = "/tmp/recording.pcapng";

    private final GenericContainer<?> container;

    private Observer(GenericContainer<?> container) {
        this.container = container;
    }

    /** Starts the container; it sleeps until it is asked for something. */
    public static Observer start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("no container engine answers: run .ci/engine, or start one");
        }
        GenericContainer<?> container = new GenericContainer<>(ServerContainer.image("common", "observer"))
                .withExtraHost(HOST, "host-gateway")
                .withCommand("sleep", "infinity");
        container.start();
        return new Observer(container);
    }

    /**
     * Runs a program.
     *
     * @return what it wrote to standard output
     * @throws IOException if it fails; the message has what it wrote to standard error
     */
    public String run(String... command) throws IOException {
        try {
            ExecResult result = container.execInContainer(command);
            if (result.getExitCode() != 0) {
                throw new IOException(String.join(" ", command) + ": " + result.getStderr());
            }
            return result.getStdout();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while in the container", e);
        }
    }

    /** Writes a file that its programs can read. */
    public void put(String path, String text) {
        container.copyFileToContainer(Transferable.of(text), path);
    }

    /** What tshark prints of a recording. */
    public String tshark(Recording recording, Optional<String> keyLog, List<String> options) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        Pcapng.write(recording, keyLog, file);
        container.copyFileToContainer(Transferable.of(file.toByteArray()), CAPTURE);
        return run(Stream.concat(Stream.of("tshark", "-r", CAPTURE), options.stream())
                .toArray(String[]::new));
    }

    /**
     * What tshark reads in packets of a recording.
     *
     * @param options such as {@code -d}, which tells what a port speaks
     * @param filter of packets, such as {@code tls.handshake.type == 1}
     * @param fields such as {@code tls.handshake.ja4}
     * @return for each packet that passes the filter the fields' values, empty where it has none
     */
    public List<List<String>> fields(
            Recording recording, Optional<String> keyLog, List<String> options, String filter, String... fields)
            throws IOException {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-Y", filter, "-T", "fields"));
        for (String field : fields) {
            all.addAll(List.of("-e", field));
        }
        return tshark(recording, keyLog, all)
                .lines()
                .map(line -> Stream.of(line.split("\t", -1)).toList())
                .toList();
    }

    @Override
    public void close() {
        container.stop();
    }
}
