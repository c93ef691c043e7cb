package io.github.tlsclients.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.matrix.Result.Outcome;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatrixTest {
    private static final MatrixServer SERVER = MatrixServer.of(Protocol.SMTP, "some");
    private static final Visitor REFUSED = (endpoint, context, account) -> {
        throw new TlsException(TlsFailure.HANDSHAKE_FAILED, "nothing in common", "none");
    };

    @Test
    void whatDoesNotWorkFailsWithTheReason() throws IOException {
        assertThat(tried(SERVER, REFUSED)).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(result.detail()).isEqualTo("nothing in common");
        });
    }

    @Test
    void whatIsDeclaredNotToWorkIsLimited() throws IOException {
        MatrixServer limited = SERVER;
        for (Trial trial : Trial.values()) {
            limited = limited.without(trial, cell -> true, "cannot");
        }

        assertThat(tried(limited, REFUSED)).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.LIMITED);
            assertThat(result.detail()).isEqualTo("cannot");
        });
    }

    @Test
    void aServerThatDoesNotStartFailsEachOfItsTrials() throws IOException {
        ServerHost broken = (server, setup) -> {
            throw new IOException("no such image");
        };

        List<Result> results = new Matrix(broken, Plan.PAIRWISE).of(SERVER, REFUSED, result -> {});

        assertThat(results).isNotEmpty().allMatch(result -> result.outcome() == Outcome.FAILED);
        assertThat(results).allSatisfy(result -> assertThat(result.detail()).contains("no such image"));
    }

    @Test
    void eachSetupIsStartedOnce() throws IOException {
        List<String> started = new ArrayList<>();
        ServerHost host = (server, setup) -> {
            started.add(described(setup));
            return running();
        };

        Matrix matrix = new Matrix(host, Plan.COMPLETE);
        List<Result> heard = new ArrayList<>();
        List<Result> results = matrix.of(SERVER, REFUSED, heard::add);

        assertThat(started).doesNotHaveDuplicates().hasSize(Cell.KEYS.size() * 2 + 1);
        assertThat(heard).isEqualTo(results);
        assertThat(matrix.size(List.of(SERVER))).isEqualTo(results.size());
    }

    private static String described(ServerSetup setup) {
        return setup.certificate().leaf().getPublicKey().getAlgorithm()
                + setup.clientCertificateRequired()
                + setup.groups();
    }

    private static List<Result> tried(MatrixServer server, Visitor visitor) throws IOException {
        return new Matrix((which, setup) -> running(), Plan.PAIRWISE).of(server, visitor, result -> {});
    }

    private static ServerHost.Running running() {
        return new ServerHost.Running() {
            @Override
            public Map<TlsMode, Integer> ports() {
                return Map.of(TlsMode.IMPLICIT, 1, TlsMode.STARTTLS, 2);
            }

            @Override
            public void close() {}
        };
    }
}
