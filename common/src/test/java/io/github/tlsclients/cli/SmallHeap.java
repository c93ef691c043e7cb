package io.github.tlsclients.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code tls} in a JVM of its own, in which what is transferred would not fit if it were kept. */
public final class SmallHeap {
    /** The whole heap of that JVM, in bytes. */
    private static final long SIZE = 64L << 20;

    /** What would not fit into it, in bytes; not much more, since the suite waits for it. */
    public static final long TOO_LARGE = SIZE + SIZE / 4;

    /** Longer than anything here takes on a slow machine. */
    private static final long MINUTES = 5;

    private SmallHeap() {}

    /** Runs {@code tls} with these arguments and nothing on its standard input. */
    public static ToolRun run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + SIZE,
                "-cp",
                System.getProperty("java.class.path"),
                "io.github.tlsclients.cli.Tls"));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile("tls", ".out");
        Path err = Files.createTempFile("tls", ".err");
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("tls did not end: " + Files.readString(err));
            }
            return new ToolRun(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }
}
