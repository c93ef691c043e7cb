package io.github.tlsclients.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailLoginOptionsTest {
    private static final LabCertificate CLIENT = LabCa.create().issue(CertificateSpec.client("ada"));
    private static final TlsContext WITHOUT = TlsContext.of(TlsConfig.defaults());
    private static final TlsContext WITH = TlsContext.of(TlsConfig.builder()
            .identity(Identity.of(CLIENT.key(), CLIENT.chain()))
            .build());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String secret = "";

    @BeforeEach
    void writeSecret() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), "s3cret\n").toString();
    }

    @ParameterizedTest
    @CsvSource({
        "PASSWORD,    ''",
        "PASSWORD,    scram-sha-256-PLUS",
        "TOKEN,       xoauth2",
        "TOKEN,       OAUTHBEARER",
    })
    void theSecretIsWhatTheMechanismTakes(Credential.Kind kind, String mechanism) {
        MailLoginOptions options = mechanism.isEmpty()
                ? options("--user", "ada", "--password-file", secret)
                : options("--user", "ada", "--password-file", secret, "--auth", mechanism);

        Credential credential = options.credential(WITH).orElseThrow();

        assertThat(credential.kind()).isEqualTo(kind);
        assertThat(credential.only().map(Mechanism::registered).orElse("")).isEqualToIgnoringCase(mechanism);
        assertThat(credential.secret()).containsExactly("s3cret".toCharArray());
    }

    @Test
    void aCertificateLogsInWhomNoPasswordDoes() {
        assertThat(options("--user", "ada").credential(WITH).orElseThrow().kind())
                .isEqualTo(Credential.Kind.CERTIFICATE);
        assertThat(options("--auth", "external").credential(WITH).orElseThrow().only())
                .contains(Mechanism.EXTERNAL);
        assertThat(options().required(WITH).kind()).isEqualTo(Credential.Kind.CERTIFICATE);
        assertThat(options().credential(WITH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--auth cram-md5 --user ada --password-file SECRET",
                "--auth plain",
                "--auth external",
                "--auth external --user ada --password-file SECRET",
                "--user ada",
                "--password-file SECRET"
            })
    void whatDoesNotAddUpIsAnError(String words) {
        MailLoginOptions options = options(words.replace("SECRET", secret).split(" "));

        assertThatThrownBy(() -> options.credential(WITHOUT)).isInstanceOf(TlsConfigException.class);
    }

    @Test
    void whoeverMustLogInIsAskedFor() {
        assertThatThrownBy(() -> options().required(WITHOUT))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("this needs a login");
    }

    private static MailLoginOptions options(String... arguments) {
        AtomicReference<MailLoginOptions> options = new AtomicReference<>();
        Syntax.line("login", syntax -> {
                    options.set(new MailLoginOptions(syntax));
                    return () -> 0;
                })
                .parseArgs(arguments);
        return Objects.requireNonNull(options.get());
    }
}
