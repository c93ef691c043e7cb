package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.tlsclients.ftp.HostileFtp;
import io.github.tlsclients.ftp.cli.Tool.Run;
import io.github.tlsclients.ftp.lab.FtpLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FtpCommandTest {
    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(2).nextBytes(CONTENT);
    }

    private final LabCa ca = LabCa.create();
    private final LabAccount account = LabAccount.create();
    private final LabCertificate certificate = ca.issue("localhost");
    private final List<LabServer> servers = new ArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private String caFile = "";
    private String passwordFile = "";

    @BeforeEach
    void writeFiles() throws IOException {
        caFile = ca.writeTo(folder.resolve("ca.pem")).toString();
        passwordFile = Files.writeString(folder.resolve("password"), account.password() + "\n")
                .toString();
    }

    @AfterEach
    void stop() {
        servers.forEach(LabServer::close);
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void lsPrintsAnAlignedTable(TlsMode mode) throws IOException {
        FtpLab lab = lab(mode);
        Path small = Files.writeString(lab.home().resolve("small.txt"), "1");
        Files.setLastModifiedTime(small, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
        Files.write(lab.home().resolve("big.bin"), CONTENT);
        Files.createDirectory(lab.home().resolve("folder"));

        Run run = loggedIn("ls", uri(mode, lab, ""));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.equals("     1  2026-01-02 03:04  small.txt"))
                .anyMatch(line -> line.startsWith("300000  ") && line.endsWith("  big.bin"))
                .anyMatch(line -> line.startsWith("     -  ") && line.endsWith("  folder/"));
        assertThat(run.err()).contains("resumed the control session").doesNotContain(account.password());
    }

    @Test
    void lsPrintsOneDocument() throws IOException {
        FtpLab lab = lab(TlsMode.IMPLICIT);
        Files.write(lab.home().resolve("big.bin"), CONTENT);

        Run run = loggedIn("ls", uri(TlsMode.IMPLICIT, lab, ""), "--json");

        JsonObject file = new Gson().fromJson(run.out(), JsonArray.class).get(0).getAsJsonObject();
        assertThat(file.get("name").getAsString()).isEqualTo("big.bin");
        assertThat(file.get("size").getAsLong()).isEqualTo(CONTENT.length);
        assertThat(file.get("directory").getAsBoolean()).isFalse();
        assertThat(Instant.parse(file.get("modified").getAsString())).isAfter(Instant.EPOCH);
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void putAndGetMoveEveryByteAsItIs(TlsMode mode) throws IOException {
        FtpLab lab = lab(mode);
        Path file = Files.write(folder.resolve("file.bin"), CONTENT);

        Run put = loggedIn("put", uri(mode, lab, "remote.bin"), file.toString());
        Run putIntoFolder = loggedIn("put", uri(mode, lab, ""), file.toString(), "--json");
        Run get = loggedIn("get", uri(mode, lab, "remote.bin"));

        assertThat(put.exitCode()).as(put.err()).isZero();
        assertThat(put.out()).isEmpty();
        assertThat(put.err()).contains("put 300000 bytes into remote.bin");
        assertThat(new Gson()
                        .fromJson(putIntoFolder.out(), JsonObject.class)
                        .get("bytes")
                        .getAsLong())
                .isEqualTo(CONTENT.length);
        assertThat(lab.home().resolve("file.bin")).hasBinaryContent(CONTENT);
        assertThat(get.exitCode()).as(get.err()).isZero();
        assertThat(get.bytes()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--active", "--active=127.0.0.1"})
    void theServerMayOpenTheDataConnections(String active) throws IOException {
        FtpLab lab = lab(TlsMode.IMPLICIT);
        Path file = Files.write(folder.resolve("file.bin"), CONTENT);

        Run put = loggedIn("put", active, uri(TlsMode.IMPLICIT, lab, ""), file.toString());
        Run ls = loggedIn("ls", active, uri(TlsMode.IMPLICIT, lab, ""));
        Run get = loggedIn("get", active, uri(TlsMode.IMPLICIT, lab, "file.bin"));

        assertThat(put.exitCode()).as(put.err()).isZero();
        assertThat(ls.out()).endsWith("  file.bin\n");
        assertThat(get.bytes()).isEqualTo(CONTENT);
    }

    @Test
    void getReplacesAFileAndKeepsItsPermissions() throws IOException {
        FtpLab lab = lab(TlsMode.IMPLICIT);
        Files.write(lab.home().resolve("x"), CONTENT);
        Path real = Files.writeString(folder.resolve("real"), "what was there");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-------"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);

        Run run = loggedIn("get", uri(TlsMode.IMPLICIT, lab, "x"), "-o", link.toString(), "--json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(new Gson().fromJson(run.out(), JsonObject.class).get("bytes").getAsLong())
                .isEqualTo(CONTENT.length);
        assertThat(link).isSymbolicLink();
        assertThat(real).hasBinaryContent(CONTENT);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-------");
    }

    @Test
    void aFailedGetLeavesTheFileAsItWas() throws IOException {
        HostileFtp truncating = add(HostileFtp.start(certificate, (tcp, own) -> {
            HostileFtp.resumed(tcp, own).getOutputStream().write(new byte[500]);
            tcp.shutdownOutput();
        }));
        FtpLab lab = lab(TlsMode.IMPLICIT);
        Path file = Files.writeString(folder.resolve("kept"), "what was there");

        Run truncated = loggedIn("get", uri(TlsMode.IMPLICIT, truncating, "x"), "-o", file.toString());
        Run missing = loggedIn("get", uri(TlsMode.IMPLICIT, lab, "missing"), "-o", file.toString());
        Run nowhere = loggedIn("get", uri(TlsMode.IMPLICIT, lab, "missing"), "-o", folder + "/no/such");

        assertThat(truncated.exitCode()).as(truncated.err()).isEqualTo(9);
        assertThat(truncated.err())
                .startsWith("ftp: error: the data connection ended without close_notify\nftp: hint: ");
        assertThat(missing.exitCode()).as(missing.err()).isEqualTo(7);
        assertThat(nowhere.exitCode()).as(nowhere.err()).isEqualTo(2);
        assertThat(file).hasContent("what was there");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder("ca.pem", "password", "kept");
        }
    }

    @Test
    void getWritesToADeviceAsItIs() throws IOException {
        FtpLab lab = lab(TlsMode.IMPLICIT);
        Files.write(lab.home().resolve("x"), CONTENT);

        assertThat(loggedIn("get", uri(TlsMode.IMPLICIT, lab, "x"), "-o", "/dev/null")
                        .exitCode())
                .isZero();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void probeShowsTheDataConnectionToThoseWhoLogIn() throws IOException {
        FtpLab lab = lab(TlsMode.STARTTLS);

        Run stranger = Tool.run("probe", uri(TlsMode.STARTTLS, lab, ""), "--ca", caFile);
        Run user = loggedIn("probe", uri(TlsMode.STARTTLS, lab, ""), "--json");

        assertThat(stranger.exitCode()).as(stranger.err()).isZero();
        assertThat(stranger.out()).contains("version   TLSv1.3").doesNotContain("data ");
        JsonObject report = new Gson().fromJson(user.out(), JsonObject.class);
        assertThat(report.getAsJsonArray("dataChannels")
                        .get(0)
                        .getAsJsonObject()
                        .get("resumed")
                        .getAsBoolean())
                .isTrue();
        assertThat(user.err()).contains("features: ").contains("SIZE");
    }

    @ParameterizedTest
    @CsvSource({
        "2, ls ftp://localhost/, ftps://",
        "2, ls https://localhost/, tls http",
        "2, ls ftps://ada@localhost/, --user",
        "2, ls ftps://localhost/ --no-such-option, --help",
        "2, ls ftps://localhost/ --provider bc --tls 1.3, --tls 1.2",
        "2, ls ftps://localhost/ --user ada, --password-file",
        "2, ls ftps://localhost/ --active=no.such.host.invalid, 192.0.2.1",
        "2, get ftps://localhost/, tls ftp ls",
        "2, get ftps://localhost/x --json, -o FILE",
        "2, put ftps://localhost/x /no/such/file, permissions",
        "2, get ftps://localhost/x/ -o x --parallel 17, 1 to 16",
        "2, put ftps://localhost/x /tmp --parallel 0, 1 to 16",
        "2, put ftps://localhost/x, --help",
        "3, ls ftps://no-such-host.invalid/, spelling",
        "3, ls ftps://localhost:1/, 990"
    })
    void failuresAreOneErrorOneHintAndACode(int code, String command, String hint) {
        Run run = Tool.run(command.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err().lines().findFirst().orElse("")).startsWith("ftp: error: ");
        assertThat(run.err().lines().skip(1).findFirst().orElse(""))
                .startsWith("ftp: hint: ")
                .contains(hint);
        assertThat(run.out().isEmpty()).isEqualTo(!command.contains("--json"));
    }

    @Test
    void aServersNoIsToldAsADocumentToo() throws IOException {
        FtpLab lab = lab(TlsMode.IMPLICIT);
        Files.writeString(Path.of(passwordFile), "wrong\n");

        Run run = loggedIn("ls", uri(TlsMode.IMPLICIT, lab, ""), "--json");

        assertThat(run.exitCode()).isEqualTo(7);
        JsonObject failure = new Gson().fromJson(run.out(), JsonObject.class);
        assertThat(failure.get("failure").getAsString()).isEqualTo("LOGIN_REFUSED");
        assertThat(failure.get("hint").getAsString()).isEqualTo("check user and password");
        assertThat(run.out() + run.err()).doesNotContain("wrong");
    }

    @Test
    void unprotectedDataHasACodeOfItsOwn() throws IOException {
        HostileFtp clear = add(HostileFtp.start(
                certificate, (tcp, own) -> tcp.getOutputStream().write('x')));
        HostileFtp other = add(HostileFtp.start(
                certificate,
                (tcp, own) -> HostileFtp.resumed(tcp, ca.issue("localhost").serverContext())
                        .close()));

        assertThat(loggedIn("ls", uri(TlsMode.IMPLICIT, clear, "")).exitCode()).isEqualTo(8);
        assertThat(loggedIn("ls", uri(TlsMode.IMPLICIT, other, "")).exitCode()).isEqualTo(8);
    }

    @Test
    void namesCannotMoveTheCursor() throws IOException {
        HostileFtp server = add(HostileFtp.start(certificate, (tcp, own) -> {
            try (var tls = HostileFtp.resumed(tcp, own)) {
                tls.getOutputStream()
                        .write("-rw-r--r-- 1 a a 1 Jan 1 2026 x\u001b[2Jy\r\n".getBytes(StandardCharsets.UTF_8));
            }
        }));

        Run run = loggedIn("ls", uri(TlsMode.IMPLICIT, server, ""));

        assertThat(run.out()).isEqualTo("1  2026-01-01 00:00  x?[2Jy\n");
    }

    private Run loggedIn(String verb, String... arguments) {
        List<String> all = new ArrayList<>(List.of(verb));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--ca", caFile, "--user", account.user(), "--password-file", passwordFile));
        return Tool.run(all.toArray(String[]::new));
    }

    private FtpLab lab(TlsMode mode) throws IOException {
        return add(FtpLab.start(mode, certificate, account));
    }

    private <T extends LabServer> T add(T server) {
        servers.add(server);
        return server;
    }

    private static String uri(TlsMode mode, LabServer server, String path) {
        return Protocol.FTP.scheme(mode) + "://localhost:" + server.port() + "/" + path;
    }
}
