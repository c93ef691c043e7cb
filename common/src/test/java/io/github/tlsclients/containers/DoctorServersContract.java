package io.github.tlsclients.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.doctor.Doctor;
import io.github.tlsclients.doctor.Examination;
import io.github.tlsclients.doctor.Finding;
import io.github.tlsclients.doctor.Severity;
import io.github.tlsclients.doctor.Topic;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The doctor at the real servers of a protocol, set up as their recipes are: sound. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DoctorServersContract {
    /** Nothing listens there. */
    private static final int NOBODY = 1;

    /** The protocol under test. */
    protected abstract ProtocolModule module();

    Stream<String> names() {
        return module().servers().stream().map(MatrixServer::name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("names")
    void aSoundServerHasNoError(String name) throws IOException {
        LabCa ca = LabCa.create();
        ServerSetup setup = ServerSetup.of(ca);
        try (ServerContainer server = ServerContainer.start(setup, module().protocol(), name)) {
            for (TlsMode mode : TlsMode.values()) {
                if (server.exposes(inside(mode))) {
                    Examination examination = doctor(server, mode, ca, setup).examine();

                    assertThat(examination.findings())
                            .as("%s", examination)
                            .noneMatch(finding -> finding.severity() == Severity.ERROR)
                            .filteredOn(finding -> finding.severity() == Severity.OK)
                            .extracting(Finding::topic)
                            .contains(Topic.ADDRESSES, Topic.MODE, Topic.VERSION, Topic.TRUST, Topic.NAME, Topic.DATES);
                }
            }
        }
    }

    private Doctor doctor(ServerContainer server, TlsMode mode, LabCa ca, ServerSetup setup) {
        TlsMode other = mode == TlsMode.IMPLICIT ? TlsMode.STARTTLS : TlsMode.IMPLICIT;
        Endpoint endpoint = Endpoint.of(module().protocol(), mode, "localhost", server.port(inside(mode)));
        TlsConfig config = TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .timeout(Duration.ofSeconds(10))
                .build();
        Doctor doctor = Doctor.of(endpoint, config, module().dialect())
                .otherPort(server.exposes(inside(other)) ? server.port(inside(other)) : NOBODY);
        return module().dialect().hasDataChannel()
                ? doctor.login(
                        setup.account().user(), setup.account().password().toCharArray())
                : doctor;
    }

    private int inside(TlsMode mode) {
        return module().protocol().defaultPort(mode);
    }
}
