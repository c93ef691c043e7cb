package io.github.tlsclients.containers;

import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Volume;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.tls.Protocol;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.MountableFile;

/**
 * A real server in a container, with a certificate and a password of this run alone:
 *
 * <pre>{@code
 * try (ServerContainer postfix = ServerContainer.start("smtp", "postfix", 587, 465)) {
 *     Trust trust = Trust.pem(postfix.ca().writeTo(directory.resolve("ca.pem")));
 *     URI uri = URI.create("smtps://" + postfix.host() + ":" + postfix.port(465));
 *     ...
 * }
 * }</pre>
 *
 * The image is built from {@code <protocol>/docker/<server>} of this repository, whose Dockerfile tells how to run the
 * same by hand. Where no engine answers, starting throws and the test fails: one that skips itself proves nothing.
 */
public final class ServerContainer implements AutoCloseable {
    /** What the servers here need is a second or two; a machine busy with other builds gets more. */
    private static final Duration STARTUP = Duration.ofMinutes(3);

    /** Enough for one client's transfers in a row, whose old ports linger a while. */
    private static final int PASSIVE_PORTS = 10;

    private static final int OWNER_ALONE = 0100600;
    private static final int READABLE_BY_ALL = 0644;

    private final GenericContainer<?> container;
    private final ServerSetup setup;

    private ServerContainer(GenericContainer<?> container, ServerSetup setup) {
        this.container = container;
        this.setup = setup;
    }

    /**
     * Starts a server with an EC certificate for localhost, 127.0.0.1 and ::1, from an authority of its own.
     *
     * @param protocol http, smtp, imap or ftp
     * @param server a directory's name under {@code <protocol>/docker}
     * @param ports the ports it listens on inside the container
     * @return the server, which takes connections on each of the ports
     */
    public static ServerContainer start(String protocol, String server, int... ports) {
        return start(ServerSetup.of(LabCa.create()), protocol, server, ports);
    }

    /** Starts a server that is set up like this, in all its modes. */
    static ServerContainer start(ServerSetup setup, Protocol protocol, String server) throws IOException {
        Path recipe = recipe(protocol.label(), server);
        int[] exposed = Files.readAllLines(recipe.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("EXPOSE "))
                .flatMap(line -> Stream.of(line.split(" ")).skip(1))
                .mapToInt(Integer::parseInt)
                .toArray();
        return start(setup, protocol.label(), server, exposed);
    }

    /** Starts a server that is set up like this: with another key, say, or asking for a client certificate. */
    public static ServerContainer start(ServerSetup setup, String protocol, String server, int... ports) {
        return start(container -> {}, setup, protocol, server, ports);
    }

    /**
     * Starts a server that shares a folder with the host, as {@code /run/app}: for a socket of a program that listens
     * there alone.
     */
    public static ServerContainer startSharing(
            Path folder, ServerSetup setup, String protocol, String server, int... ports) {
        // not by withFileSystemBind, which first wants an image from a registry to try whether binds work
        Bind bind = new Bind(folder.toString(), new Volume("/run/app"));
        return start(
                container -> container.withCreateContainerCmdModifier(
                        create -> Objects.requireNonNull(create.getHostConfig()).withBinds(bind)),
                setup,
                protocol,
                server,
                ports);
    }

    private static ServerContainer start(
            Consumer<GenericContainer<?>> more, ServerSetup setup, String protocol, String server, int... ports) {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new IllegalStateException("no container engine answers: run .ci/engine, or start one");
        }
        GenericContainer<?> container = new GenericContainer<>(image(protocol, server))
                .withExposedPorts(Arrays.stream(ports).boxed().toArray(Integer[]::new))
                .withCopyToContainer(Transferable.of(setup.certificate().chainPem()), "/tls/server.pem")
                .withCopyToContainer(Transferable.of(setup.certificate().keyPem(), OWNER_ALONE), "/tls/server.key")
                .withCopyToContainer(Transferable.of(setup.ca().pem()), "/tls/ca.pem")
                .withEnv(setup.environment())
                .waitingFor(Wait.forListeningPorts(ports).withStartupTimeout(STARTUP));
        container.withCreateContainerCmdModifier(
                create -> create.getHostConfig().withCapAdd(capabilities(recipe(protocol, server))));
        if (protocol.equals("ftp")) {
            PortRange range = PortRange.free(PASSIVE_PORTS + ports.length);
            container
                    .withEnv("PASV_MIN", Integer.toString(range.port(0)))
                    .withEnv("PASV_MAX", Integer.toString(range.port(PASSIVE_PORTS - 1)))
                    .setPortBindings(bindings(range, ports));
        }
        more.accept(container);
        container.start();
        return new ServerContainer(container, setup);
    }

    /**
     * The ports for data lead to the same ports inside, since a client goes to the very port it is told of. The others
     * are picked here as well: an engine that picks may pick differently for IPv4 and for IPv6.
     */
    private static List<String> bindings(PortRange range, int[] ports) {
        Stream<String> data = IntStream.range(0, PASSIVE_PORTS).map(range::port).mapToObj(port -> port + ":" + port);
        Stream<String> control =
                IntStream.range(0, ports.length).mapToObj(i -> range.port(PASSIVE_PORTS + i) + ":" + ports[i]);
        return Stream.concat(data, control).toList();
    }

    /** Where the server answers; its certificate names it. */
    public String host() {
        return container.getHost();
    }

    /** The port on the host that leads to this port of the container. */
    public int port(int inside) {
        return container.getMappedPort(inside);
    }

    /** Whether this port of the container can be reached from the host. */
    boolean exposes(int inside) {
        return container.getExposedPorts().contains(inside);
    }

    /** Where the container itself is, on the engine's own network: a server there reaches the host too. */
    public String address() {
        return container.getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .findFirst()
                .orElseThrow()
                .getIpAddress();
    }

    /** The authority to trust, which issues client certificates that this server takes as well. */
    public LabCa ca() {
        return setup.ca();
    }

    /** The login name. */
    public String user() {
        return setup.account().user();
    }

    /** The password of this run; a copy, for the caller to wipe. */
    public char[] password() {
        return setup.account().password().toCharArray();
    }

    /**
     * Runs a command inside the container, as root.
     *
     * @return what it wrote to standard output
     * @throws IOException if it fails; the message has what it wrote to standard error
     */
    public String exec(String... command) throws IOException {
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

    /** The bytes of a file inside the container. */
    public byte[] copyFrom(String path) {
        return container.copyFileFromContainer(path, InputStream::readAllBytes);
    }

    /** Puts a file into the container; root's, and readable by all. */
    public void copyTo(Path file, String path) {
        container.copyFileToContainer(MountableFile.forHostPath(file, READABLE_BY_ALL), path);
    }

    /** What the server has logged so far: its own account of a session. */
    public String logs() {
        return container.getLogs();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** Named, and kept when the run ends: the engine's cache makes the next build a matter of a second. */
    static ImageFromDockerfile image(String protocol, String server) {
        return new ImageFromDockerfile("tlsclients/" + server, false).withFileFromPath(".", recipe(protocol, server));
    }

    /** What a server needs beyond what the engine grants; it says so by a LABEL line. */
    private static Capability[] capabilities(Path recipe) {
        try (Stream<String> lines = Files.lines(recipe.resolve("Dockerfile"))) {
            return lines.filter(line -> line.startsWith("LABEL capabilities="))
                    .flatMap(line -> Stream.of(line.replaceAll(".*=|\"", "").split(" ")))
                    .map(Capability::valueOf)
                    .toArray(Capability[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path recipe(String protocol, String server) {
        Path recipe = repository().resolve(protocol).resolve("docker").resolve(server);
        if (!Files.isRegularFile(recipe.resolve("Dockerfile"))) {
            throw new IllegalArgumentException("there is no Dockerfile in " + recipe);
        }
        return recipe;
    }

    /** Maven runs a module's tests in that module's directory, an editor wherever it pleases. */
    public static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        for (Path path = here; path != null; path = path.getParent()) {
            if (Files.isDirectory(path.resolve("common")) && Files.isRegularFile(path.resolve("pom.xml"))) {
                return path;
            }
        }
        throw new IllegalStateException(here + " is not inside the repository");
    }
}
