package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.readme.Readme;
import io.github.tlsclients.readme.Readme.Example;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The general chapters say what is true: their examples by {@code tls smtp}. */
class CourseTest {
    @Test
    void everyCommandPrintsWhatThePageSays() throws IOException {
        for (Example example : Readme.of(Path.of("../common/README.md")).examples("tls smtp ", Map.of())) {
            ReadmeTest.check(example);
        }
    }
}
