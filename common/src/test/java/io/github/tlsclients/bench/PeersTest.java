package io.github.tlsclients.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.source.util.JavacTask;
import io.github.tlsclients.containers.ServerContainer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs that ours are compared with, as far as they can be held here: their libraries are other modules'. */
class PeersTest {
    private static final Path PEERS = ServerContainer.repository().resolve("common/src/bench");

    static Stream<Path> java() throws IOException {
        return in("java");
    }

    static Stream<Path> python() throws IOException {
        return in("python");
    }

    @ParameterizedTest
    @MethodSource("java")
    void isJava(Path source) throws IOException {
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, said, List.of("-proc:none"), null, files.getJavaFileObjects(PEERS.resolve(source)));
            task.parse();
        }
        assertThat(said.getDiagnostics())
                .filteredOn(found -> found.getKind() == Diagnostic.Kind.ERROR)
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("python")
    void isPython(Path source, @TempDir Path folder) throws IOException, InterruptedException {
        assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, "python3"))));
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import py_compile, sys; py_compile.compile(sys.argv[1], cfile=sys.argv[2], doraise=True)",
                        PEERS.resolve(source).toString(),
                        folder.resolve("compiled").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(python.waitFor()).as(said).isZero();
    }

    private static Stream<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(PEERS.resolve(folder))) {
            return files.map(PEERS::relativize).sorted().toList().stream();
        }
    }
}
