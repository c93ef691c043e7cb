package io.github.tlsclients.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.tls.TlsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other apps may call is written down in {@code api/}, and no commit changes it unnoticed. */
class PublicApiTest {
    private static final Path WRITTEN = Path.of("api");

    @ParameterizedTest
    @ValueSource(classes = {TlsConfig.class, SessionReport.class, Credential.class})
    void isWhatIsWrittenDown(Class<?> member) throws IOException {
        String room = member.getPackageName().substring(member.getPackageName().lastIndexOf('.') + 1);
        Path file = WRITTEN.resolve(room + ".api");
        List<String> now = PublicApi.ofPackageOf(member);
        if (System.getProperty("api.accept") != null) {
            Files.write(file, now);
        }

        assertThat(difference(Files.readAllLines(file), now))
                .as(
                        "the public API differs from common/api/%s.api; if that is meant, accept and commit it:%n"
                                + "mvn -pl common test -Dtest=PublicApiTest -Dapi.accept",
                        room)
                .isEmpty();
    }

    /** Each member with its class before it, since {@code Builder build()} alone says little. */
    private static List<String> difference(List<String> before, List<String> now) {
        List<String> gone = qualified(before);
        List<String> added = qualified(now);
        gone.removeAll(qualified(now));
        added.removeAll(qualified(before));
        List<String> all = new ArrayList<>();
        gone.forEach(line -> all.add("- " + line));
        added.forEach(line -> all.add("+ " + line));
        return all;
    }

    private static List<String> qualified(List<String> lines) {
        List<String> all = new ArrayList<>();
        String heading = "";
        for (String line : lines) {
            if (line.isEmpty()) {
                continue;
            }
            if (!line.startsWith(" ")) {
                heading = line;
            }
            all.add(line.startsWith(" ") ? heading.replaceAll(" : .*", "") + " | " + line.strip() : line);
        }
        return all;
    }
}
