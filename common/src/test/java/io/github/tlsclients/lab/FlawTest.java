package io.github.tlsclients.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.tls.CertificateRefusedException;
import io.github.tlsclients.tls.Revocation;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsProvider;
import java.io.IOException;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each flaw is refused, for the reason that it names. */
class FlawTest {
    @RegisterExtension
    static final TestPki pki = TestPki.create();

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void isRefusedOnTheJdksProvider(Flaw flaw) throws IOException {
        assertThat(refusal(flaw, TlsProvider.JDK)).contains(flaw.reason());
    }

    @ParameterizedTest
    @EnumSource(value = Flaw.class, mode = EnumSource.Mode.EXCLUDE, names = "UNSTAPLED")
    void isRefusedOnBouncyCastles(Flaw flaw) throws IOException {
        assertThat(refusal(flaw, TlsProvider.BOUNCY_CASTLE)).contains(flaw.reason());
    }

    /** Bouncy Castle's TLS looks at that demand itself, before it asks about trust, and whatever is configured. */
    @Test
    void anUnstapledOneIsRefusedByBouncyCastleItself() {
        assertThatThrownBy(() -> refusal(Flaw.UNSTAPLED, TlsProvider.BOUNCY_CASTLE))
                .hasMessageContaining("TLS Feature");
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void soundOnesAreAccepted(TlsProvider provider) throws IOException {
        pki.status();
        assertThat(refusal(pki.server("localhost"), config(provider, true))).isEmpty();
        assertThat(refusal(pki.server("localhost"), config(provider, false))).isEmpty();
        try (LabPki deep = LabPki.create(CertificateSpec.authority(), 2)) {
            assertThat(refusal(
                            deep.server("localhost"),
                            TlsConfig.builder()
                                    .provider(provider)
                                    .trust(deep.trust())
                                    .build()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"expired, EXPIRED", "sha1-signature, SHA1_SIGNATURE"})
    void isKnownByItsName(String name, Flaw flaw) {
        assertThat(Flaw.of(name)).isEqualTo(flaw);
    }

    @Test
    void anUnknownNameIsAnError() {
        assertThatThrownBy(() -> Flaw.of("wrong-eku"))
                .isInstanceOfSatisfying(
                        TlsConfigException.class, e -> assertThat(e.hint()).contains("wrong-purpose"));
    }

    private static Optional<CertificateRefusedException.Reason> refusal(Flaw flaw, TlsProvider provider)
            throws IOException {
        return refusal(pki.server(flaw, "localhost"), config(provider, flaw.needsRevocation()));
    }

    private static TlsConfig config(TlsProvider provider, boolean revocation) {
        return TlsConfig.builder()
                .provider(provider)
                .trust(pki.trust())
                .revocation(revocation ? Revocation.HARD_FAIL : Revocation.OFF)
                .build();
    }

    private static Optional<CertificateRefusedException.Reason> refusal(LabCertificate certificate, TlsConfig config)
            throws IOException {
        TlsContext context = TlsContext.of(config);
        try (TlsEcho server = TlsEcho.start(certificate);
                SSLSocket socket = (SSLSocket) context.socketFactory()
                        .createSocket("localhost", server.endpoint().port())) {
            socket.startHandshake();
            return Optional.empty();
        } catch (IOException e) {
            for (Throwable t = e; t != null; t = t.getCause()) {
                if (t instanceof CertificateRefusedException refused) {
                    return Optional.of(refused.reason());
                }
            }
            throw e;
        }
    }
}
