package io.github.tlsclients.ftp.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecipesTest {
    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path root = Path.of("");

    @BeforeEach
    void writeRoot() throws IOException {
        root = ca.writeTo(folder.resolve("root.pem"));
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aFileIsSent(TlsMode mode) throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "dear server");
        char[] password = account.password().toCharArray();
        try (FtpLab lab = FtpLab.start(mode, ca.issue("localhost"), account)) {
            assertThat(SendFile.send(uri(mode, lab), root, account.user(), password, file))
                    .startsWith("11 bytes")
                    .contains("STOR")
                    .contains("resumed=true");
            assertThat(lab.home().resolve("letter.txt")).hasContent("dear server");
            assertThat(password).containsOnly('\0');
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void theNewestFileIsFetched(TlsMode mode) throws IOException {
        Path file = folder.resolve("local.txt");
        try (FtpLab lab = FtpLab.start(mode, ca.issue("localhost"), account)) {
            Path old = Files.writeString(lab.home().resolve("old.txt"), "old");
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3_600)));
            Files.writeString(lab.home().resolve("new.txt"), "new");

            String name = FetchNewest.fetch(
                    uri(mode, lab), root, account.user(), account.password().toCharArray(), file);

            assertThat(name).isEqualTo("new.txt");
            assertThat(file).hasContent("new");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void anOwnClientListsNames(TlsMode mode) throws IOException {
        try (FtpLab lab = FtpLab.start(mode, ca.issue("localhost"), account);
                FtpLab other = FtpLab.start(mode, ca.issue("files.lab.test"), account)) {
            Files.writeString(lab.home().resolve("one.txt"), "1");
            Path password = Files.writeString(folder.resolve("password"), account.password());

            assertThat(OwnClient.names(uri(mode, lab), root, account.user(), password))
                    .containsExactly("one.txt");
            assertThatThrownBy(() -> OwnClient.names(uri(mode, other), root, account.user(), password))
                    .hasStackTraceContaining("the certificate is for files.lab.test; you asked for localhost");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aWrongPasswordIsTold(TlsMode mode) throws IOException {
        Path file = Files.writeString(folder.resolve("letter.txt"), "dear server");
        try (FtpLab lab = FtpLab.start(mode, ca.issue("localhost"), account)) {
            assertThatThrownBy(() -> SendFile.send(uri(mode, lab), root, "ada", "wrong".toCharArray(), file))
                    .isInstanceOfSatisfying(
                            TlsException.class, e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED));
        }
    }

    private static String uri(TlsMode mode, FtpLab lab) {
        return Protocol.FTP.scheme(mode) + "://localhost:" + lab.port() + "/";
    }
}
