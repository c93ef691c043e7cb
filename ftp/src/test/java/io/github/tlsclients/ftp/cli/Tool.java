package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs {@code tls ftp} in this process. */
public final class Tool {
    private Tool() {}

    /** What a command came to. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    public record Run(int exitCode, byte[] bytes, String err) {
        public String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** Runs it with these arguments. */
    public static Run run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(told, true, StandardCharsets.UTF_8));
            int exitCode = Commands.run(new FtpModule(), arguments);
            return new Run(exitCode, printed.toByteArray(), told.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
