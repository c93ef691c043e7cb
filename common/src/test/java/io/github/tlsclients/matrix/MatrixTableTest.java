package io.github.tlsclients.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.matrix.Result.Outcome;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTableTest {
    private static final MatrixServer SERVER = MatrixServer.of(Protocol.FTP, "some");

    @Test
    void aServerWithoutLimitsWorksInEachColumn() {
        assertThat(MatrixTable.row(SERVER, List.of()))
                .isEqualTo("| ftp some | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes |");
    }

    @Test
    void aLimitOfTwoValuesShowsInTheirColumnsAlone() {
        MatrixServer limited = SERVER.without(
                Trial.SESSION,
                cell -> cell.provider() == TlsProvider.BOUNCY_CASTLE && cell.version() == TlsVersion.TLS_1_3,
                "wants what cannot be");

        assertThat(MatrixTable.row(limited, List.of()))
                .isEqualTo(
                        "| ftp some | yes | yes | yes | partly | yes | partly | yes | yes | yes | yes | yes | yes |");
        assertThat(MatrixTable.limits(limited)).containsExactly("- ftp some: wants what cannot be");
    }

    @Test
    void aModeThatIsNotThereIsNo() {
        assertThat(MatrixTable.row(SERVER.without(TlsMode.IMPLICIT, "has none"), List.of()))
                .isEqualTo("| ftp some | no | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes | yes |");
    }

    @Test
    void whatFailedIsNotHidden() {
        Result failed = new Result(
                Protocol.FTP,
                "some",
                Trial.SESSION,
                new Cell(TlsMode.STARTTLS, TlsVersion.TLS_1_2, TlsProvider.JDK, KeyType.RSA, false),
                Outcome.FAILED,
                "it broke",
                List.of());

        assertThat(MatrixTable.row(SERVER, List.of(failed)))
                .isEqualTo("| ftp some | yes | FAILED | FAILED | yes | FAILED | yes | FAILED | yes | yes | yes | yes"
                        + " | yes |");
    }
}
