package io.github.tlsclients.lab;

import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real server in a container, run by the {@code docker} command from {@code <protocol>/docker/<server>}, as a reader
 * would run it by hand. Its image's EXPOSE line tells which modes it has: by the protocol's default ports.
 */
public final class ContainerServer implements AutoCloseable {
    private static final int PASSIVE_PORTS = 10;
    /** Below those that systems hand to outgoing connections, at any moment. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;
    private static final long READY_SECONDS = 180;

    private final String container;
    private final Path folder;
    private final Map<TlsMode, Integer> ports;

    private ContainerServer(String container, Path folder, Map<TlsMode, Integer> ports) {
        this.container = container;
        this.folder = folder;
        this.ports = ports;
    }

    /**
     * Builds the image, starts the server and waits until it listens.
     *
     * @param home the project's folder, which holds the protocols' {@code docker} folders
     * @param protocol whose server it is
     * @param server the name of its recipe, such as {@code postfix}
     * @param setup what it shows, whom it lets in
     * @return the running server
     * @throws TlsConfigException if there is no such server, or no container engine
     * @throws IOException if it cannot be started
     */
    public static ContainerServer start(Path home, Protocol protocol, String server, ServerSetup setup)
            throws IOException {
        Path recipe = recipe(home.resolve(protocol.label()).resolve("docker"), server);
        String image = "tlsclients/" + server;
        docker(List.of("build", "--quiet", "--tag", image, recipe.toString()));
        Path folder = Files.createTempDirectory("tls-container");
        // an environment file keeps the password out of the process list
        List<String> environment = new ArrayList<>();
        setup.environment().forEach((name, value) -> environment.add(name + "=" + value));
        List<String> create = new ArrayList<>(List.of("create"));
        if (protocol == Protocol.FTP) {
            int first = freeRange();
            int last = first + PASSIVE_PORTS - 1;
            environment.add("PASV_MIN=" + first);
            environment.add("PASV_MAX=" + last);
            // the server tells the client its ports, so outside they must be the same
            create.addAll(List.of("--publish", "127.0.0.1:" + first + "-" + last + ":" + first + "-" + last));
        }
        for (String capability : capabilities(image)) {
            create.addAll(List.of("--cap-add", capability));
        }
        Map<TlsMode, Integer> inside = exposedModes(image, protocol);
        inside.values().forEach(port -> create.addAll(List.of("--publish", "127.0.0.1::" + port)));
        Path environmentFile = Files.write(folder.resolve("environment"), environment);
        create.addAll(List.of("--env-file", environmentFile.toString(), image));
        String container = docker(create);
        Map<TlsMode, Integer> outside = new EnumMap<>(TlsMode.class);
        ContainerServer started = new ContainerServer(container, folder, outside);
        try {
            Path tls = Files.createDirectory(folder.resolve("tls"));
            Files.writeString(tls.resolve("server.pem"), setup.certificate().chainPem());
            Files.writeString(tls.resolve("server.key"), setup.certificate().keyPem());
            setup.ca().writeTo(tls.resolve("ca.pem"));
            docker(List.of("cp", tls.toString(), container + ":/"));
            docker(List.of("start", container));
            for (Map.Entry<TlsMode, Integer> mode : inside.entrySet()) {
                outside.put(mode.getKey(), published(container, mode.getValue()));
            }
            awaitListening(container, inside.values());
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** {@return the port of each mode that the server has, on the loopback address} */
    public Map<TlsMode, Integer> ports() {
        return ports;
    }

    @Override
    public void close() throws IOException {
        try {
            docker(List.of("rm", "--force", "--volumes", container));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Path recipe(Path recipes, String server) throws IOException {
        Path recipe = recipes.resolve(server);
        if (!server.matches("[a-z0-9-]+") || !Files.exists(recipe.resolve("Dockerfile"))) {
            try (Stream<Path> known = Files.list(recipes)) {
                List<String> names = known.map(path -> path.getFileName().toString())
                        .sorted()
                        .toList();
                throw new TlsConfigException(
                        "there is no container recipe for \"" + server + "\"",
                        "there is one for " + String.join(", ", names));
            }
        }
        return recipe;
    }

    private static Map<TlsMode, Integer> exposedModes(String image, Protocol protocol) throws IOException {
        String exposed = docker(List.of(
                "image", "inspect", "--format", "{{range $port, $x := .Config.ExposedPorts}}{{$port}} {{end}}", image));
        Map<TlsMode, Integer> modes = new EnumMap<>(TlsMode.class);
        for (TlsMode mode : TlsMode.values()) {
            int port = protocol.defaultPort(mode);
            if (List.of(exposed.split("\\s+")).contains(port + "/tcp")) {
                modes.put(mode, port);
            }
        }
        return modes;
    }

    /** What a recipe's LABEL line says that its server needs beyond what the engine grants. */
    private static List<String> capabilities(String image) throws IOException {
        String label = docker(
                List.of("image", "inspect", "--format", "{{with .Config.Labels}}{{.capabilities}}{{end}}", image));
        return Stream.of(label.split(" "))
                .filter(name -> name.matches("[A-Z_]+"))
                .toList();
    }

    private static int published(String container, int port) throws IOException {
        String address = docker(List.of("port", container, port + "/tcp"))
                .lines()
                .findFirst()
                .orElse("");
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    /** Asks the kernel of the container: from outside, the engine's proxy accepts before the server does. */
    private static void awaitListening(String container, Collection<Integer> ports) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (System.nanoTime() < end) {
            String sockets = docker(List.of("exec", container, "cat", "/proc/net/tcp", "/proc/net/tcp6"));
            boolean all = ports.stream()
                    .allMatch(port -> sockets.lines()
                            .anyMatch(
                                    line -> line.matches(String.format("\\s*\\d+: [0-9A-F]+:%04X \\S+ 0A .*", port))));
            if (all) {
                return;
            }
        }
        throw new TlsConfigException(
                "the container does not listen after " + READY_SECONDS + " seconds",
                "look at what it says: docker logs " + container);
    }

    private static int freeRange() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int first = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT - PASSIVE_PORTS);
            if (allFree(first)) {
                return first;
            }
        }
        throw new IOException("no " + PASSIVE_PORTS + " free ports in a row");
    }

    private static boolean allFree(int first) {
        for (int port = first; port < first + PASSIVE_PORTS; port++) {
            try {
                new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** Runs one docker command and gives what it printed. */
    private static String docker(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new TlsConfigException("there is no docker command", "install a container engine: .ci/engine", e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() == 0) {
                return said;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while docker ran", e);
        }
        throw new TlsConfigException(
                "docker " + arguments.get(0) + " failed: "
                        + said.lines().reduce((a, b) -> b).orElse("no word"),
                "check that a container engine answers: docker info, or run .ci/engine");
    }
}
