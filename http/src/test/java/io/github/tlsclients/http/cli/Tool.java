package io.github.tlsclients.http.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.Commands;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code tls http}, run in this process. */
public final class Tool {
    private Tool() {}

    /** What a run came to. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares these
    public record Run(int exitCode, byte[] bytes, String err) {
        public String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        /** Fails unless the run failed so, in one line each, with nothing on standard output. */
        void assertFails(int expected, String error, String hint) {
            List<String> lines = err.lines().toList();
            assertThat(exitCode).as(err).isEqualTo(expected);
            assertThat(out()).isEmpty();
            assertThat(lines.get(0)).startsWith("http: error: ").contains(error);
            assertThat(lines.get(1)).startsWith("http: hint: ").contains(hint);
        }
    }

    /** Runs it with these arguments. */
    public static Run run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream heardOut = new ByteArrayOutputStream();
        ByteArrayOutputStream heardErr = new ByteArrayOutputStream();
        System.setOut(new PrintStream(heardOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(heardErr, true, StandardCharsets.UTF_8));
        try {
            int exitCode = Commands.run(new HttpModule(), arguments);
            return new Run(exitCode, heardOut.toByteArray(), heardErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
