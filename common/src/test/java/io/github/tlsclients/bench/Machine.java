package io.github.tlsclients.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.stream.Stream;

/** What a number is worth nothing without: when it was measured, on what, and by which JDK. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static String described(Path jdk) throws IOException {
        return LocalDate.now() + ", " + Runtime.getRuntime().availableProcessors() + " cores of " + processor() + ", "
                + System.getProperty("os.name") + " "
                + System.getProperty("os.version").replaceAll("-.*", "") + ", JDK "
                + value(jdk.resolve("release"), "JAVA_VERSION=\"(.*)\"", "of an unknown version");
    }

    private static String processor() throws IOException {
        return value(PROCESSORS, "model name\\s*: (.*)", System.getProperty("os.arch"));
    }

    private static String value(Path file, String line, String otherwise) throws IOException {
        if (!Files.isReadable(file)) {
            return otherwise;
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(candidate -> candidate.matches(line))
                    .map(found -> found.replaceFirst(line, "$1"))
                    .findFirst()
                    .orElse(otherwise);
        }
    }
}
