package io.github.tlsclients.fuzz;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * A parser on input that somebody else wrote. It gives a value or throws what it documents, and that in moments; any other
 * exception, and any {@link Error}, is a finding.
 *
 * <p>Jazzer prints the input of a finding and keeps it in {@code src/test/resources}, below the test's package, in {@code
 * <Test>Inputs/<method>/}, if that folder exists. Leave it there: every build begins with those.
 */
public final class Parsing {
    /** Far more than any parser needs on a busy machine, and far less than an iteration count that was left unbounded. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Parsing() {}

    /** One parser, given its input. */
    public interface Parser<T> {
        T parse() throws Exception;
    }

    /** What the parser gave, or nothing if it threw what it documents. */
    @SafeVarargs
    public static <T> Optional<T> of(Parser<T> parser, Class<? extends Exception>... documented) {
        long begun = System.nanoTime();
        try {
            return Optional.ofNullable(parser.parse());
        } catch (Exception e) {
            if (Stream.of(documented).noneMatch(type -> type.isInstance(e))) {
                throw new AssertionError("undocumented: " + e, e);
            }
            return Optional.empty();
        } finally {
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            if (took.compareTo(LONGEST) > 0) {
                throw new AssertionError("took " + took);
            }
        }
    }

    /** Input as text, a character for each byte. */
    public static String text(byte[] input) {
        return new String(input, StandardCharsets.ISO_8859_1);
    }

    /** Inputs to begin with. */
    public static Stream<Arguments> seeds(String... texts) {
        return Stream.of(texts).map(text -> seed(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** An input to begin with. */
    public static Arguments seed(byte[] bytes) {
        return Arguments.of((Object) bytes);
    }
}
