package io.github.tlsclients.tls;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Certificates, each held against every rule as if it had issued itself: so none is refused before it was looked into. */
class CertificateFuzzTest {
    static Stream<Arguments> certificates() {
        LabCa ca = LabCa.create();
        List<X509Certificate> certificates = new ArrayList<>(
                ca.issue("mail.lab.test", "*.lab.test", "192.0.2.1").chain());
        certificates.add(LabCa.create(CertificateSpec.authority("bound")
                        .permitting("lab.test", "192.0.2.0/24")
                        .excluding("no.lab.test")
                        .pathLength(1))
                .certificate());
        certificates.add(
                ca.issue(CertificateSpec.server("mail.lab.test").mustStaple().criticalExtension("1.2.3"))
                        .leaf());
        certificates.add(ca.issue("a.".repeat(4_000) + "test").leaf());
        return certificates.stream().map(CertificateFuzzTest::seed);
    }

    @MethodSource("certificates")
    @FuzzTest(maxExecutions = 5_000)
    void aCertificateIsTrustedOrRefused(byte[] input) {
        Parsing.of(() -> certificate(input), CertificateException.class).ifPresent(certificate -> {
            Parsing.of(() -> ServerName.of(certificate));
            Parsing.of(() -> ServerName.matches(certificate, "mail.lab.test", false));
            Parsing.of(() -> CertificateNames.commonName(certificate));
            TlsConfig config =
                    TlsConfig.builder().trust(Trust.certificates(certificate)).build();
            Parsing.of(
                    () -> {
                        new ServerTrust(config)
                                .boundTo("mail.lab.test")
                                .checkServerTrusted(new X509Certificate[] {certificate}, "UNKNOWN");
                        return true;
                    },
                    CertificateException.class);
        });
    }

    private static Arguments seed(X509Certificate certificate) {
        try {
            return Parsing.seed(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
