package io.github.tlsclients.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other apps import is documented to the last parameter. */
class JavadocTest {
    @ParameterizedTest
    @ValueSource(strings = {"tls", "session", "sasl", "lab"})
    void everyPublicElementIsDocumented(String room, @TempDir Path pages) {
        StringWriter said = new StringWriter();
        int exit = ToolProvider.findFirst("javadoc")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "-quiet",
                        "-protected",
                        "-Xdoclint:all",
                        "-d",
                        pages.toString(),
                        "-classpath",
                        System.getProperty("java.class.path"),
                        "-sourcepath",
                        "src/main/java",
                        "io.github.tlsclients." + room);

        assertThat(said.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(pages.resolve("io/github/tlsclients").resolve(room).resolve("package-summary.html"))
                .exists();
    }
}
