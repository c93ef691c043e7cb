package io.github.tlsclients.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code tls} in a process of its own, which has less of something than what is transferred. */
public final class ToolProcess {
    /** The heap, and the largest file that can be written, in bytes. */
    private static final long SIZE = 64L << 20;

    /** What would not fit into it, in bytes; not much more, since the suite waits for it. */
    public static final long TOO_LARGE = SIZE + SIZE / 4;

    /** Longer than anything here takes on a slow machine. */
    private static final long MINUTES = 5;

    private ToolProcess() {}

    /** Runs {@code tls} with so small a heap, and nothing on its standard input. */
    public static ToolRun withSmallHeap(String... arguments) throws IOException, InterruptedException {
        return run(List.of(java(), "-Xmx" + SIZE), arguments);
    }

    /** Runs {@code tls} where writing fails, as on a full disk, once a file has become so large. */
    public static ToolRun withFullDisk(String... arguments) throws IOException, InterruptedException {
        return run(List.of("bash", "-c", "ulimit -f " + (SIZE >> 10) + "; exec \"$0\" \"$@\"", java()), arguments);
    }

    private static ToolRun run(List<String> jvm, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.github.tlsclients.cli.Tls"));
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

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
