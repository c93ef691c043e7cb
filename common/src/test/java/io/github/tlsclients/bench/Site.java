package io.github.tlsclients.bench;

import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A server with what it serves, and what a client has to know of it. */
record Site(ServerContainer server, Path folder) implements AutoCloseable {
    /**
     * What is compared at one server.
     *
     * @param preparation makes what it serves
     */
    record Plan(
            String protocol,
            String recipe,
            List<Integer> ports,
            Preparation preparation,
            List<Comparison> comparisons) {
        Plan only(Predicate<Comparison> wanted) {
            return new Plan(
                    protocol,
                    recipe,
                    ports,
                    preparation,
                    comparisons.stream().filter(wanted).toList());
        }

        Site open(Path folder) throws IOException, NotMeasured {
            ServerContainer server = ServerContainer.start(
                    protocol, recipe, ports.stream().mapToInt(Integer::intValue).toArray());
            Site site = new Site(server, folder);
            try {
                server.ca().writeTo(site.root());
                Files.writeString(site.passwordFile(), new String(server.password()));
                Files.writeString(
                        folder.resolve("curl"),
                        "user = \"" + server.user() + ":" + new String(server.password()) + "\"\n");
                preparation.prepare(server);
                return site;
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }

    interface Preparation {
        void prepare(ServerContainer server) throws IOException;
    }

    String port(int inside) {
        return Integer.toString(server.port(inside));
    }

    String user() {
        return server.user();
    }

    Path root() {
        return folder.resolve("root.pem");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    /** For curl, whose command line others can read. */
    Path curlConfig() {
        return folder.resolve("curl");
    }

    /** A port at the container itself: what goes there is not copied once more by the engine's proxy for ports. */
    String straight(int inside) {
        return server.address() + ":" + inside;
    }

    @Override
    public void close() {
        server.close();
    }
}
