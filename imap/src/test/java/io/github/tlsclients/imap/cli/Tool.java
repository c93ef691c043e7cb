package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** {@code tls imap}, run in this process. */
final class Tool {
    private Tool() {}

    /** What a run came to. */
    record Run(int exitCode, String out, String err) {
        String all() {
            return out + err;
        }
    }

    static Run run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = run(out, err, arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Both streams in one, as a terminal shows them. */
    static String onTerminal(String... arguments) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        run(both, both, arguments);
        return both.toString(StandardCharsets.UTF_8);
    }

    private static int run(ByteArrayOutputStream out, ByteArrayOutputStream err, String... arguments) {
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            return Commands.run(new ImapModule(), arguments);
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }
    }
}
