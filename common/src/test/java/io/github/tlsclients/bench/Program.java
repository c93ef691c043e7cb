package io.github.tlsclients.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command line that is run as a whole process, from its start to its end. */
record Program(List<String> line, Map<String, String> environment, Optional<Path> input, long atLeast) {
    /** Longer than anything here takes on a slow machine; what hangs must not hang for ever. */
    private static final long MINUTES = 10;

    Program {
        line = List.copyOf(line);
        environment = Map.copyOf(environment);
    }

    static Program of(List<String> line) {
        return new Program(line, Map.of(), Optional.empty(), 0);
    }

    Program with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new Program(line, more, input, atLeast);
    }

    Program reading(Path file) {
        return new Program(line, environment, Optional.of(file), atLeast);
    }

    /** The same, which writes at least this much to standard output when it has done its work. */
    Program writing(long bytes) {
        return new Program(line, environment, input, bytes);
    }

    Program adding(String... arguments) {
        List<String> longer = new ArrayList<>(line);
        longer.addAll(List.of(arguments));
        return new Program(longer, environment, input, atLeast);
    }

    /** Runs it once, nobody reading what it writes. {@return the seconds that took} */
    double seconds() throws IOException, NotMeasured {
        long begun = System.nanoTime();
        Process process = start(Redirect.DISCARD);
        end(process);
        return (System.nanoTime() - begun) / 1e9;
    }

    /** Runs it once, and makes sure that it does what will be measured. */
    void prove() throws IOException, NotMeasured {
        Process process = start(Redirect.PIPE);
        long written;
        try (InputStream out = process.getInputStream()) {
            written = out.transferTo(OutputStream.nullOutputStream());
        }
        end(process);
        if (written < atLeast) {
            throw new NotMeasured(
                    name() + " wrote " + written + " bytes, not " + atLeast,
                    "run it by hand: " + String.join(" ", line));
        }
    }

    /** Runs it while somebody looks at the process. */
    Process start(Redirect out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectInput(
                        input.map(file -> Redirect.from(file.toFile())).orElse(Redirect.from(new File("/dev/null"))))
                .redirectOutput(out)
                .redirectError(errors().toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    void end(Process process) throws IOException, NotMeasured {
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new NotMeasured(name() + " ran for " + MINUTES + " minutes", "see whether its server answers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + name() + " ran", e);
        }
        if (process.exitValue() != 0) {
            throw new NotMeasured(name() + " ended with " + process.exitValue(), said());
        }
    }

    /** Without its options and its paths, of which a class path alone fills a screen. */
    private String name() {
        return Path.of(line.get(0)).getFileName() + " "
                + line.stream()
                        .skip(1)
                        .filter(word -> !word.startsWith("-") && !word.contains("/"))
                        .limit(2)
                        .collect(Collectors.joining(" "));
    }

    private static String said() throws IOException {
        try (Stream<String> lines = Files.lines(errors())) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("NOTE:"))
                    .findFirst()
                    .map(line -> "it said: " + line)
                    .orElse("it said nothing; run it by hand");
        }
    }

    /** One for all: it is looked at only when the process that wrote it has failed. */
    private static Path errors() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "bench-" + ProcessHandle.current().pid() + ".err");
    }
}
