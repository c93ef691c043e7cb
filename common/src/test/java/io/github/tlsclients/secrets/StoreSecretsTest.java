package io.github.tlsclients.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.PkiFiles;
import io.github.tlsclients.lab.PkiFiles.StoreType;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProperties;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The passwords of keys and key stores stand in nothing that is printed, thrown or said by any object. */
class StoreSecretsTest {
    private static final String PASSWORD = "Schluessel-471147";
    private static final String WRONG = "Schluessel-081508";

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @EnumSource
    void whatIsOpenedTellsNoPassword(StoreType type) throws IOException {
        Path store = store(type);
        TlsConfig config = TlsConfig.builder()
                .identity(Identity.keyStore(store, PASSWORD.toCharArray()))
                .trust(Trust.keyStore(store, PASSWORD.toCharArray()))
                .build();
        TlsContext context = TlsContext.of(config);

        tellsNothing(config + Reach.strings(config) + Reach.strings(context) + context.explain());
    }

    @ParameterizedTest
    @EnumSource
    void whatCannotBeOpenedTellsNoPassword(StoreType type) throws IOException {
        TlsConfig config = TlsConfig.builder()
                .identity(Identity.keyStore(store(type), WRONG.toCharArray()))
                .build();

        Throwable thrown = catchThrowable(() -> TlsContext.of(config));

        assertThat(thrown).isInstanceOf(TlsConfigException.class);
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        tellsNothing(trace + Reach.strings(thrown) + Reach.strings(config));
    }

    /** There is no such property; somebody may think so. */
    @Test
    void aPasswordAmongThePropertiesIsNotTold() throws IOException {
        Path store = store(StoreType.PKCS12);
        TlsProperties properties =
                TlsProperties.map(Map.of("tls.keystore", store.toString(), "tls.keystore.password", PASSWORD));

        Throwable thrown = catchThrowable(() -> properties.config("smtp"));

        tellsNothing(Reach.strings(properties) + thrown + (thrown == null ? "" : Reach.strings(thrown)));
    }

    @Test
    void theCommandLineTellsNoPassword() throws IOException {
        String store = store(StoreType.PKCS12).toString();
        for (String password : new String[] {PASSWORD, WRONG}) {
            String file = Files.writeString(folder.resolve("password"), password + "\n")
                    .toString();
            ToolRun run = ToolRun.of("config", "explain", "--keystore", store, "--keystore-password-file", file, "-v");
            ToolRun json =
                    ToolRun.of("config", "check", "--keystore", store, "--keystore-password-file", file, "--json");

            assertThat(run.exitCode()).as(run.err()).isEqualTo(password.equals(PASSWORD) ? 0 : 2);
            tellsNothing(run.out() + run.err() + json.out() + json.err());
        }
    }

    private Path store(StoreType type) throws IOException {
        try (LabPki pki = LabPki.create()) {
            LabCertificate client = pki.client("ada");
            return PkiFiles.create()
                    .keyStore("client", client, type, PASSWORD.toCharArray())
                    .write(folder)
                    .get(0);
        }
    }

    private static void tellsNothing(String told) {
        assertThat(told).isNotBlank().doesNotContain(PASSWORD, WRONG);
    }
}
