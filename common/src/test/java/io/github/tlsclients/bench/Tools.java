package io.github.tlsclients.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.testcontainers.DockerClientFactory;

/**
 * How ours and the peers' programs are run.
 *
 * @param home the repository
 * @param jdk the JDK that runs ours and the peers' Java programs
 * @param python the interpreter
 * @param work a folder for what is made on the way
 */
record Tools(Path home, Path jdk, String python, Path work) {
    private static final List<String> MODULES = List.of("http", "smtp", "imap", "ftp");
    private static final String BUILD = "run in the repository: mvn -q -DskipTests package";

    /** Looks for all that a measurement needs, and compiles the peers. */
    static Tools ready(Path home, Path jdk) throws IOException, NotMeasured {
        for (String module : MODULES) {
            if (jar(home, module).isEmpty() || !Files.isDirectory(home.resolve(module + "/target/lib"))) {
                throw new NotMeasured(module + " has not been built", BUILD);
            }
        }
        if (!Files.isExecutable(jdk.resolve("bin/java"))) {
            throw new NotMeasured("there is no JDK in " + jdk, "name its folder: -Dbench.jdk=…");
        }
        for (String tool : List.of("curl", "lftp", "python3")) {
            if (Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, tool)))) {
                throw new NotMeasured("there is no " + tool + " in the PATH", "install it");
            }
        }
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            throw new NotMeasured("no container engine answers", "run .ci/engine, or start one");
        }
        Path work = Files.createDirectories(home.resolve("common/target/bench"));
        Tools tools = new Tools(home, jdk, interpreter(), work);
        tools.compilePeers();
        return tools;
    }

    /** Python itself: what the PATH calls so may be a script that looks for it first, which takes as long as it does. */
    private static String interpreter() throws IOException, NotMeasured {
        Process asked = new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (told.isEmpty()) {
            throw new NotMeasured("python3 does not run", "install it");
        }
        return told;
    }

    /** Ours, as users run it. */
    Program tls(String... arguments) {
        List<String> line =
                new ArrayList<>(List.of(home.resolve("common/bin/tls").toString()));
        line.addAll(List.of(arguments));
        return Program.of(line).with("JAVA_HOME", jdk.toString());
    }

    /** A program of src/bench/java on the libraries of a module, without any flag. */
    Program java(String name, String module, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                jdk.resolve("bin/java").toString(),
                "-cp",
                peers() + File.pathSeparator + classPath(home, module),
                name));
        line.addAll(List.of(arguments));
        return Program.of(line);
    }

    /** {@code Bare}, with the flags that the launcher gives this program of ours, and an archive of its own as well. */
    Program bare(Program ours, String... arguments) throws IOException, NotMeasured {
        List<String> line = new ArrayList<>(List.of("-cp", peers().toString(), "Bare"));
        line.addAll(List.of(arguments));
        return LauncherFlags.of(ours).start(jdk.resolve("bin/java"), line, work.resolve("bare-" + arguments[0]));
    }

    Program python(String script, String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                python, home.resolve("common/src/bench/python").resolve(script).toString()));
        line.addAll(List.of(arguments));
        return Program.of(line);
    }

    Program curl(String... arguments) {
        return Program.of(List.of("curl", "--silent", "--show-error", "--fail")).adding(arguments);
    }

    /** Every program of src/bench/java as one jar, since no archive takes classes from a folder. */
    private void compilePeers() throws IOException, NotMeasured {
        Path classes = Files.createDirectories(work.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments =
                new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", classes.toString(), "-cp"));
        List<String> jars = new ArrayList<>();
        for (String module : MODULES) {
            jars.add(jar(home, module).orElseThrow().toString());
            // the compiler called from here takes no "lib/*"
            try (Stream<Path> libraries = Files.list(home.resolve(module + "/target/lib"))) {
                libraries.map(Path::toString).forEach(jars::add);
            }
        }
        arguments.add(String.join(File.pathSeparator, jars));
        sources(home).forEach(source -> arguments.add(source.toString()));
        if (compiler.run(null, System.err, System.err, arguments.toArray(String[]::new)) != 0) {
            throw new NotMeasured(
                    "the peers do not compile", "see above; are the jars those of these sources? " + BUILD);
        }
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(peers()));
                Stream<Path> files = Files.list(classes)) {
            for (Path file : files.sorted().toList()) {
                jar.putNextEntry(new JarEntry(file.getFileName().toString()));
                Files.copy(file, jar);
            }
        }
    }

    /** The peers' and our programs. */
    static List<Path> sources(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("common/src/bench/java"))) {
            return files.sorted().toList();
        }
    }

    /** Where the results are written. */
    Path table() {
        return work.resolve("table.md");
    }

    private Path peers() {
        return work.resolve("peers.jar");
    }

    private static String classPath(Path home, String module) {
        return jar(home, module).orElseThrow() + File.pathSeparator + home.resolve(module + "/target/lib") + "/*";
    }

    private static Optional<Path> jar(Path home, String module) {
        try (Stream<Path> files = Files.list(home.resolve(module + "/target"))) {
            return files.filter(file -> file.getFileName()
                            .toString()
                            .matches("tlsclients-" + module + "-.*(?<!-tests|-sources|-javadoc)\\.jar"))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty(); // there is no such folder yet
        }
    }
}
