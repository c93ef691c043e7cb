package io.github.tlsclients.smtp.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.smtp.lab.SmtpLab;
import io.github.tlsclients.tls.TlsMode;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecipesTest {
    private static final String ADA = "ada@lab.test";

    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void writeRoot() throws IOException {
        root = ca.writeTo(folder.resolve("root.pem"));
    }

    @ParameterizedTest
    @EnumSource
    void aReportIsSent(TlsMode mode) throws IOException {
        Path file = Files.writeString(folder.resolve("zahlen.csv"), "1;2\n");
        char[] password = account.password().toCharArray();
        try (SmtpLab lab = lab(mode)) {
            String said = SendReport.send(uri(mode, lab), root, account.user(), password, ADA, ADA, file);

            assertThat(said).startsWith("TLSv1.3: 250 2.0.0 Ok");
            assertThat(lab.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void plainJakartaMailSends(TlsMode mode) throws MessagingException {
        try (SmtpLab lab = lab(mode)) {
            String version = PlainJakartaMail.send(uri(mode, lab), root, account.user(), account.password(), ADA, ADA);

            assertThat(version).isEqualTo("TLSv1.3");
            assertThat(lab.received())
                    .singleElement()
                    .satisfies(mail -> assertThat(new String(mail.data(), StandardCharsets.UTF_8))
                            .contains("hello"));
        }
    }

    @Test
    void plainJakartaMailRefusesWhatTheConfigurationRefuses() throws IOException {
        Path other = LabCa.create().writeTo(folder.resolve("other.pem"));
        try (SmtpLab lab = lab(TlsMode.STARTTLS)) {
            assertThatThrownBy(() -> PlainJakartaMail.send(
                            uri(TlsMode.STARTTLS, lab), other, account.user(), account.password(), ADA, ADA))
                    .hasStackTraceContaining("the certificate's issuer is not trusted");
            assertThat(lab.received()).isEmpty();
        }
    }

    @Test
    void serversAreLookedAt() {
        try (SmtpLab good = lab(TlsMode.IMPLICIT);
                SmtpLab bad = SmtpLab.start(
                        TlsMode.IMPLICIT, ca.issue("mail.lab.test").serverContext(), account)) {
            List<String> lines =
                    ExpiryWatch.watch(root, List.of(uri(TlsMode.IMPLICIT, good), uri(TlsMode.IMPLICIT, bad)));

            assertThat(lines.get(0)).endsWith(": 29 days left");
            assertThat(lines.get(1)).contains(": WRONG_NAME, ", "you asked for localhost");
        }
    }

    private SmtpLab lab(TlsMode mode) {
        return SmtpLab.start(mode, ca.issue("localhost").serverContext(), account);
    }

    private static String uri(TlsMode mode, SmtpLab lab) {
        return (mode == TlsMode.IMPLICIT ? "smtps" : "smtp+starttls") + "://localhost:" + lab.port();
    }
}
