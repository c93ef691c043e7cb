package io.github.tlsclients.imap.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.imap.LabUnderTest;
import io.github.tlsclients.imap.cli.ImapModule;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import jakarta.mail.AuthenticationFailedException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipes work, and what they warn of does not happen. */
final class RecipesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private final LabUnderTest lab;
    private Path root = Path.of("");

    RecipesTest() throws IOException {
        lab = LabUnderTest.start();
    }

    @BeforeEach
    void writeRoot() throws IOException {
        root = lab.ca().writeTo(folder.resolve("ca.pem"));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aListComesInEitherMode(TlsMode mode) throws Exception {
        char[] password = lab.account().password().toCharArray();
        assertThat(ListMail.subjects(inbox(mode, lab.port(mode)), root, "ada", password))
                .containsExactly("1 Welcome", "2 Grüße aus dem Labor", "3 Minutes");
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void anOwnStoreWorksInEitherMode(TlsMode mode) throws Exception {
        assertThat(OwnStore.count(
                        inbox(mode, lab.port(mode)), root, "ada", lab.account().password()))
                .isEqualTo(3);
        assertThatThrownBy(() -> OwnStore.count(inbox(mode, lab.port(mode)), root, "ada", "wrong"))
                .isInstanceOf(AuthenticationFailedException.class);
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void anOwnStoreHasNoSecondTryWithOtherTrust(TlsMode mode) throws Exception {
        Path other = LabCa.create().writeTo(folder.resolve("other.pem"));
        assertThatThrownBy(() -> OwnStore.count(inbox(mode, lab.port(mode)), other, "ada", "secret"))
                .hasStackTraceContaining("issuer is not trusted");
    }

    @Test
    void anOwnStoreDoesNotLogInWhenStartTlsWasStripped() throws Exception {
        try (LabServer stripped = new ImapModule().startStripped()) {
            assertThatThrownBy(() -> OwnStore.count(inbox(TlsMode.STARTTLS, stripped.port()), root, "ada", "secret"))
                    .hasStackTraceContaining("the server does not offer STARTTLS");
        }
    }

    private static String inbox(TlsMode mode, int port) {
        return Protocol.IMAP.scheme(mode) + "://localhost:" + port + "/INBOX";
    }
}
