package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that ask for more work than a key is worth, or tell too little of how they are encrypted. */
class KeyDecryptionTest {
    private static final Password PASSWORD = Password.of(Fixtures.password());

    @ParameterizedTest
    @CsvSource({
        "ed25519.pbes2-hmacWithSHA512.pem, 2048, 2147483647",
        "rsa.pbes1-PBE-SHA1-3DES.pem, 2048, 5000001",
        "ed25519.scrypt.pem, 16384, 1073741824",
        "ed25519.scrypt.pem, 8, 2147483647",
        "ed25519.scrypt.pem, 1, 2147483647",
    })
    void refusesAnEndlessDerivationAtOnce(String file, int usual, int endless) {
        byte[] key = replaced(Der.of(block(file)), usual, endless).encoded();
        assertThatExceptionOfType(TlsConfigException.class)
                .isThrownBy(() -> Assertions.assertTimeoutPreemptively(Duration.ofMinutes(1), () -> read(key)))
                .withMessageContaining("take too long");
    }

    @Test
    void refusesADerivationWithoutParameters() {
        Der pbkdf2 = Der.sequence(oid("06092a864886f70d01050c"), Der.sequence());
        Der aes = Der.sequence(oid("060960864801650304012a"), Der.octets(new byte[16]));
        Der scheme = Der.sequence(oid("06092a864886f70d01050d"), Der.sequence(pbkdf2, aes));
        assertThatExceptionOfType(TlsConfigException.class)
                .isThrownBy(() ->
                        read(Der.sequence(scheme, Der.octets(new byte[16])).encoded()))
                .withMessageContaining("cannot be read");
    }

    private static void read(byte[] key) {
        Contents.of(Material.bytes("new.key", key)).key(PASSWORD);
    }

    private static byte[] block(String file) {
        return Pem.blocks(Fixtures.text(file), file).get(0).der(file);
    }

    private static Der oid(String hex) {
        return Der.of(HexFormat.of().parseHex(hex));
    }

    private static Der replaced(Der der, int from, int to) {
        if (der.tag() == Der.INTEGER && der.intValue() == from) {
            return new Der(Der.INTEGER, BigInteger.valueOf(to).toByteArray());
        }
        if (der.tag() != Der.SEQUENCE) {
            return der;
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        der.children()
                .forEach(child -> content.writeBytes(replaced(child, from, to).encoded()));
        return new Der(Der.SEQUENCE, content.toByteArray());
    }
}
