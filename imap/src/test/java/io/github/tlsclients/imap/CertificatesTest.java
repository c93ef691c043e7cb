package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is believed, on both sides of the connection. */
final class CertificatesTest {
    private static final LabAccount ACCOUNT = LabAccount.create();

    private final LabCa ca = LabCa.create();

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void refusesAnUnknownIssuer(TlsMode mode) throws IOException {
        refuses(TlsFailure.NOT_TRUSTED, mode, LabCa.create().issue("localhost"));
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void refusesAnotherName(TlsMode mode) throws IOException {
        refuses(TlsFailure.WRONG_NAME, mode, ca.issue("mail.lab.test"));
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void refusesAnExpiredCertificate(TlsMode mode) throws IOException {
        Instant now = Instant.now();
        CertificateSpec old =
                CertificateSpec.server("localhost").valid(now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2)));
        refuses(TlsFailure.EXPIRED, mode, ca.issue(old));
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void refusesACertificateOfTomorrow(TlsMode mode) throws IOException {
        Instant now = Instant.now();
        CertificateSpec early =
                CertificateSpec.server("localhost").valid(now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(9)));
        refuses(TlsFailure.NOT_YET_VALID, mode, ca.issue(early));
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void showsAClientCertificateWhereOneIsWanted(Way way) throws IOException {
        LabCertificate mine = ca.issue(CertificateSpec.client("ada"));
        try (ImapLab server = wantingACertificate(way.mode());
                ImapSession session = ImapSession.connect(
                        at(way.mode(), server), context(way, Identity.of(mine.key(), mine.chain())))) {
            session.login(ACCOUNT.user(), ACCOUNT.password().toCharArray());
            assertThat(session.messages("INBOX")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void tellsThatAClientCertificateIsWanted(Way way) throws IOException {
        try (ImapLab server = wantingACertificate(way.mode())) {
            TlsContext without = way.trusting(ca);
            ImapSessionTest.fails(
                    TlsFailure.CLIENT_CERTIFICATE_WANTED,
                    () -> ImapSession.connect(at(way.mode(), server), without).close());
        }
    }

    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void tellsThatTheClientCertificateIsRefused(TlsMode mode) throws IOException {
        LabCertificate stranger = LabCa.create().issue(CertificateSpec.client("ada"));
        Way way = new Way(mode, TlsVersion.TLS_1_3, TlsProvider.JDK);
        try (ImapLab server = wantingACertificate(mode)) {
            TlsContext context = context(way, Identity.of(stranger.key(), stranger.chain()));
            assertThat(List.of(TlsFailure.CLIENT_CERTIFICATE_REFUSED, TlsFailure.CLIENT_CERTIFICATE_WANTED))
                    .contains(failureOf(at(mode, server), context));
        }
    }

    private static TlsFailure failureOf(Endpoint endpoint, TlsContext context) {
        try (ImapSession session = ImapSession.connect(endpoint, context)) {
            throw new AssertionError("connected: " + session.report());
        } catch (io.github.tlsclients.session.TlsException e) {
            return e.failure();
        }
    }

    private void refuses(TlsFailure failure, TlsMode mode, LabCertificate certificate) throws IOException {
        try (ImapLab server = ImapLab.start(mode, certificate, ACCOUNT)) {
            Way.all().filter(way -> way.mode() == mode).forEach(way -> {
                TlsContext context = way.trusting(ca);
                ImapSessionTest.fails(
                        failure,
                        () -> ImapSession.connect(at(mode, server), context).close());
            });
        }
    }

    private ImapLab wantingACertificate(TlsMode mode) throws IOException {
        return ImapLab.start(mode, ca.issue("localhost"), ACCOUNT, List.of(ca.certificate()));
    }

    private TlsContext context(Way way, Identity identity) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .versions(way.version())
                .provider(way.provider())
                .identity(identity)
                .timeout(Duration.ofSeconds(20))
                .build());
    }

    private static Endpoint at(TlsMode mode, ImapLab server) {
        return Endpoint.of(Protocol.IMAP, mode, "localhost", server.port());
    }
}
