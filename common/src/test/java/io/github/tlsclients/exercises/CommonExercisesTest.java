package io.github.tlsclients.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.Pin;
import io.github.tlsclients.tls.Reloader;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsProperties;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers to the exercises of the general chapters. */
class CommonExercisesTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aPinRefusesWhatAnotherTrustedAuthorityIssued() throws IOException {
        LabCa first = LabCa.create();
        LabCa second = LabCa.create();
        Trust both = Trust.certificates(first.certificate(), second.certificate());
        TlsConfig pinned = TlsConfig.builder()
                .trust(both.and(Trust.pins(Pin.of(first.certificate()).toString())))
                .build();

        assertThat(answer(first.issue("localhost"), pinned)).isEqualTo('?');
        assertThat(failure(second.issue("localhost"), pinned)).isEqualTo(TlsFailure.PIN_MISMATCH);
    }

    @Test
    void aCommonNameIsNoName() throws IOException {
        try (LabPki pki = LabPki.create()) {
            TlsConfig config = TlsConfig.builder().trust(pki.trust()).build();

            TlsFailure failure = failure(pki.server(Flaw.CN_ONLY, "localhost"), config);

            assertThat(failure).isEqualTo(TlsFailure.WRONG_NAME);
            assertThat(failure.exitCode()).isEqualTo(4);
        }
    }

    @Test
    void noSuiteOpensYesterdaysSessions() {
        String[] offered = TlsContext.of(TlsConfig.builder().build())
                .sslContext()
                .getDefaultSSLParameters()
                .getCipherSuites();

        // those of TLS 1.3 name no key exchange: there, each one is for one session
        assertThat(offered)
                .hasSizeGreaterThan(3)
                .allMatch(suite -> suite.matches("TLS_(ECDHE_\\w+_WITH|DHE_\\w+_WITH|AES|CHACHA20)_.*"));
    }

    @Test
    void aLibraryCannotWidenWhatYouConfigured() throws IOException {
        LabCa ca = LabCa.create();
        TlsContext tls = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .versions(TlsVersion.TLS_1_3)
                .build());

        try (TlsEcho server = TlsEcho.start(ca.issue("localhost"));
                SSLSocket socket = (SSLSocket) tls.socketFactory()
                        .createSocket("localhost", server.endpoint().port())) {
            assertThatThrownBy(() -> {
                        socket.setEnabledProtocols(new String[] {"TLSv1.2"});
                        socket.startHandshake();
                    })
                    .hasStackTraceContaining("TLSv1.2 was agreed on");
        }
    }

    @Test
    void aMisspeltProfileIsFoundToo() {
        assertThatThrownBy(() ->
                        TlsProperties.map(Map.of("tls.smpt.versions", "1.3")).config("smtp"))
                .isInstanceOfSatisfying(
                        TlsConfigException.class,
                        error -> assertThat(error.hint()).startsWith("did you mean tls.smtp.versions?"));
    }

    @Test
    void aHalfWrittenRootLeavesTheLastGoodOne() throws IOException {
        LabCa ca = LabCa.create();
        Path root = ca.writeTo(folder.resolve("root.pem"));
        TlsContext tls =
                TlsContext.of(TlsConfig.builder().trust(Trust.pem(root)).build());
        try (Reloader reloader = Reloader.watch(tls)) {
            Files.writeString(root, LabCa.create().pem().substring(0, 300));

            assertThat(reloader.check()).isFalse();
            assertThat(tls.trustManager().getAcceptedIssuers()).containsExactly(ca.certificate());
        }
    }

    /** What the server echoes. */
    private static int answer(LabCertificate certificate, TlsConfig config) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate);
                SSLSocket socket = (SSLSocket) TlsContext.of(config)
                        .socketFactory()
                        .createSocket("localhost", server.endpoint().port())) {
            socket.getOutputStream().write('?');
            return socket.getInputStream().read();
        }
    }

    private static TlsFailure failure(LabCertificate certificate, TlsConfig config) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            IOException thrown = catchThrowableOfType(IOException.class, () -> {
                try (SSLSocket socket = (SSLSocket) TlsContext.of(config)
                        .socketFactory()
                        .createSocket("localhost", server.endpoint().port())) {
                    socket.startHandshake();
                }
            });
            TlsException diagnosed = Diagnosis.of(thrown, server.endpoint(), HandshakeWatch.nothing());
            return diagnosed.failure();
        }
    }
}
