package io.github.tlsclients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs that are measured. It stands in the module that is built last, when every library is there. */
class PeersIT {
    private static final Path HOME = ServerContainer.repository();

    @Test
    void everyOneCompiles(@TempDir Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--release", "17", "-Xlint:all,-processing,-path", "-Werror"));
        arguments.addAll(
                List.of("-proc:none", "-d", folder.toString(), "-cp", String.join(File.pathSeparator, jars())));
        try (Stream<Path> sources = Files.list(HOME.resolve("common/src/bench/java"))) {
            sources.map(Path::toString).forEach(arguments::add);
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int exitCode = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));

        assertThat(exitCode).as(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static List<String> jars() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String module : List.of("http", "smtp", "imap", "ftp")) {
            for (String folder : List.of("target", "target/lib")) {
                try (Stream<Path> files = Files.list(HOME.resolve(module).resolve(folder))) {
                    files.map(Path::toString)
                            .filter(file -> file.endsWith(".jar"))
                            .forEach(jars::add);
                }
            }
        }
        return jars;
    }
}
