package io.github.tlsclients.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Objects;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against what {@code openssl dgst} makes of the same certificates. */
class ServerEndPointTest {
    @ParameterizedTest
    @CsvSource({
        "rsa-sha1, 997a17ce812e2be64ff1065c24486b75aa91c00b14fdabed58d0998db91c5198",
        "rsa-sha512, 180ff247f415ee495a88e9eb16e64e3f77fdee84c79b17c896fe9489a64cc8de"
                + "c9da35b5acb1aa9798da8cac4e3d081f0fdc1a83930c447cd3bd6d36fcb71597",
        "ecdsa-sha384, 193511bc9938b32c6ea12754d81cbda0dc54081db0c8fcb087b4faaf8d571380"
                + "9508a5612df93c62d11d62b89646967b",
        "pss-sha384, 025f4ab01013f8f1c2fcda351fe67f7a4af151d673e493c796e080136d99f34c"
                + "2c2bf496a1daf7ec21e844d9360f7c49"
    })
    void isTheHashOfTheSignatureAndNeverSha1(String name, String hash) throws GeneralSecurityException, IOException {
        assertThat(ServerEndPoint.of(read(name, CertificateFactory.getInstance("X.509"))))
                .map(HexFormat.of()::formatHex)
                .contains(hash);
        assertThat(ServerEndPoint.of(read(name, CertificateFactory.getInstance("X.509", new BouncyCastleProvider()))))
                .map(HexFormat.of()::formatHex)
                .contains(hash);
    }

    @ParameterizedTest
    @CsvSource({"ed25519", "pss-two-hashes"})
    void isUndefinedWhereTheSignatureHasNoHashOrTwo(String name) throws GeneralSecurityException, IOException {
        assertThat(ServerEndPoint.of(read(name, CertificateFactory.getInstance("X.509"))))
                .isEmpty();
    }

    private static X509Certificate read(String name, CertificateFactory factory)
            throws GeneralSecurityException, IOException {
        try (InputStream in = ServerEndPointTest.class.getResourceAsStream("/sasl/" + name + ".pem")) {
            return (X509Certificate) factory.generateCertificate(Objects.requireNonNull(in));
        }
    }
}
