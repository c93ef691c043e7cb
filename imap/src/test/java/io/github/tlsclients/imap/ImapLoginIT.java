package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mechanism against Dovecot. Of channel bindings it knows tls-exporter (RFC 9266) and tls-unique alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ImapLoginIT {
    private static final int IMPLICIT = 993;
    private static final int UPGRADING = 143;

    @SuppressWarnings("NullAway.Init")
    private ServerContainer dovecot;

    @BeforeAll
    void start() {
        dovecot = ServerContainer.start("imap", "dovecot", UPGRADING, IMPLICIT);
    }

    @AfterAll
    void stop() {
        dovecot.close();
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void scramIsBoundToTheConnectionWhereThisTlsCanTellItsExporter(Way way) throws TlsException {
        LoggedIn login = login(way, password());

        if (tellsExporter(way)) {
            assertThat(login).hasToString("ada, by SCRAM-SHA-256-PLUS (tls-exporter)");
        } else {
            assertThat(login.mechanism()).isEqualTo(Mechanism.SCRAM_SHA_256);
            assertThat(login.remark()).contains("no tls-exporter");
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void eachMechanismThatIsNamedIsUsed(Way way) throws TlsException {
        assertThat(login(way, password().by(Mechanism.SCRAM_SHA_256)).mechanism())
                .isEqualTo(Mechanism.SCRAM_SHA_256);
        assertThat(login(way, password().by(Mechanism.PLAIN)).mechanism()).isEqualTo(Mechanism.PLAIN);
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void aWrongPasswordIsRefusedByEachMechanism(Way way) throws TlsException {
        Credential wrong = Credential.password("ada", "wr0ng".toCharArray());
        refuses(way, wrong, "ada");
        refuses(way, wrong.by(Mechanism.SCRAM_SHA_256), "ada");
        refuses(way, wrong.by(Mechanism.PLAIN), "ada");
        refuses(way, Credential.password("nobody", "wr0ng".toCharArray()), "nobody");
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void aClientCertificateLogsInWithoutAPassword(Way way) throws TlsException {
        LabCertificate client = dovecot.ca().issue(CertificateSpec.client("ada"));

        LoggedIn login = login(way, with(way, client), Credential.certificate(""));

        assertThat(login.mechanism()).isEqualTo(Mechanism.EXTERNAL);
    }

    @Test
    void aClientCertificateLogsNobodyElseIn() throws TlsException {
        Way way = new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_3, TlsProvider.JDK);
        LabCertificate client = dovecot.ca().issue(CertificateSpec.client("mallory"));

        try (ImapSession session = ImapSession.connect(endpoint(way), with(way, client))) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.login(Credential.certificate("ada")))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"XOAUTH2", "OAUTHBEARER"})
    void aTokenLogsInUntilItExpires(Mechanism mechanism) throws Exception {
        Way way = Way.all().findFirst().orElseThrow();
        char[] key = dovecot.password();

        assertThat(login(way, token(key, Duration.ofMinutes(10)).by(mechanism)).mechanism())
                .isEqualTo(mechanism);
        refuses(way, token(key, Duration.ofMinutes(-10)).by(mechanism), "ada");
        refuses(way, token("an0ther".toCharArray(), Duration.ofMinutes(10)).by(mechanism), "ada");
    }

    @Test
    void theStrongerOfTwoIsTakenForATokenAndTheServersComplaintIsTold() throws Exception {
        Way way = Way.all().findFirst().orElseThrow();
        assertThat(login(way, token(dovecot.password(), Duration.ofMinutes(10))).mechanism())
                .isEqualTo(Mechanism.OAUTHBEARER);
        try (ImapSession session = ImapSession.connect(endpoint(way), way.trusting(dovecot.ca()))) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.login(Credential.token("ada", "no-token".toCharArray())))
                    .withMessageContaining("\"status\":");
        }
    }

    /** Dovecot 2.4.1 means to refuse such a binding, and its login process dies of that. */
    @ParameterizedTest
    @EnumSource(TlsMode.class)
    void aBindingThatTheServerDoesNotKnowIsRefusedAndNothingLessIsTried(TlsMode mode) throws TlsException {
        Way way = new Way(mode, TlsVersion.TLS_1_3, TlsProvider.BOUNCY_CASTLE);
        try (ImapSession session = ImapSession.connect(endpoint(way), way.trusting(dovecot.ca()))) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.login(password().by(Mechanism.SCRAM_SHA_256_PLUS)))
                    .satisfies(e -> assertThat(e.failure()).isIn(TlsFailure.LOGIN_REFUSED, TlsFailure.CONNECTION_LOST));
            assertThat(session.loggedIn()).isEmpty();
        }
    }

    /** A JWT (RFC 7519) of ada's, signed by HMAC. */
    private static Credential token(char[] key, Duration life) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        long end = now + life.toSeconds();
        String signed = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
                + "."
                + base64("{\"sub\":\"ada\",\"iat\":" + Math.min(now, end - 60) + ",\"exp\":" + end + "}");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(new String(key).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        String token = signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        return Credential.token("ada", token.toCharArray());
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean tellsExporter(Way way) {
        return way.provider() == TlsProvider.JDK
                && way.version() == TlsVersion.TLS_1_3
                && Runtime.version().feature() >= 25;
    }

    private Credential password() {
        return Credential.password(dovecot.user(), dovecot.password());
    }

    private LoggedIn login(Way way, Credential credential) throws TlsException {
        return login(way, way.trusting(dovecot.ca()), credential);
    }

    private LoggedIn login(Way way, TlsContext context, Credential credential) throws TlsException {
        try (ImapSession session = ImapSession.connect(endpoint(way), context)) {
            session.login(credential);
            assertThat(session.folders()).isNotEmpty();
            return session.loggedIn().orElseThrow();
        }
    }

    private void refuses(Way way, Credential credential, String user) throws TlsException {
        try (ImapSession session = ImapSession.connect(endpoint(way), way.trusting(dovecot.ca()))) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.login(credential))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED))
                    .withMessageContaining("the login of " + user + ": ");
            assertThat(session.loggedIn()).isEmpty();
        }
    }

    private TlsContext with(Way way, LabCertificate client) {
        return TlsContext.of(way.trusting(dovecot.ca()).config().toBuilder()
                .identity(Identity.of(client.key(), client.chain()))
                .build());
    }

    private Endpoint endpoint(Way way) {
        int port = dovecot.port(way.mode() == TlsMode.IMPLICIT ? IMPLICIT : UPGRADING);
        return Endpoint.of(Protocol.IMAP, way.mode(), "localhost", port);
    }
}
