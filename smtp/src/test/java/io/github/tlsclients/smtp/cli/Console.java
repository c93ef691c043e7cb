package io.github.tlsclients.smtp.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;

/**
 * What a command printed and ended with.
 *
 * @param out standard output
 * @param err standard error
 * @param exitCode the exit code
 */
public record Console(String out, String err, int exitCode) {
    /** Runs a command on streams of its own. */
    public static Console run(byte[] standardInput, IntSupplier command) {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setIn(new ByteArrayInputStream(standardInput));
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int exitCode = command.getAsInt();
            return new Console(
                    printed.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8), exitCode);
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
        }
    }
}
