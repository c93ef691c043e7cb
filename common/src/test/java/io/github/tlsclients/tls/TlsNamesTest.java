package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.function.IntFunction;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.SignatureScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsNamesTest {
    @ParameterizedTest
    @CsvSource({
        "1301, TLS_AES_128_GCM_SHA256",
        "001e, TLS_KRB5_WITH_DES_CBC_SHA",
        "00ff, TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
        "5600, TLS_FALLBACK_SCSV",
        "c0b4, TLS_SHA256_SHA256",
        "c106, TLS_GOSTR341112_256_WITH_MAGMA_MGM_S",
        "d005, TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256",
        "00c8, 0x00c8",
        "fefe, 0xfefe"
    })
    void aCipherSuiteHasItsNameOfTheRegistry(String number, String name) {
        assertThat(TlsNames.cipherSuite(Integer.parseInt(number, 16))).isEqualTo(name);
    }

    @Test
    void whatIsNotRegisteredIsWrittenInHexadecimal() {
        assertThat(TlsNames.version(0x0305)).isEqualTo("0x0305");
        assertThat(TlsNames.group(0xfe30)).isEqualTo("0xfe30");
        assertThat(TlsNames.signatureScheme(0x0402)).isEqualTo("0x0402");
        assertThat(TlsNames.alert(255)).isEqualTo("0x00ff");
    }

    @Test
    void bouncyCastleHasTheSameNames() throws IllegalAccessException {
        assertSame(CipherSuite.class, TlsNames::cipherSuite);
        assertSame(NamedGroup.class, TlsNames::group);
        assertSame(SignatureScheme.class, TlsNames::signatureScheme);
        assertSame(AlertDescription.class, TlsNames::alert);
    }

    @Test
    void isGreaseWhereBothBytesAreTheSameAndEndInA() {
        assertThat(Hello.isGrease(0x0a0a)).isTrue();
        assertThat(Hello.isGrease(0xfafa)).isTrue();
        assertThat(Hello.isGrease(0x0a1a)).isFalse();
        assertThat(Hello.isGrease(0x1a0a)).isFalse();
        assertThat(Hello.isGrease(0x1b1b)).isFalse();
    }

    private static void assertSame(Class<?> constants, IntFunction<String> naming) throws IllegalAccessException {
        Field[] numbers = Arrays.stream(constants.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && !field.getName().matches("(DRAFT|OQS)_.*"))
                .toArray(Field[]::new);
        assertThat(numbers).hasSizeGreaterThan(20);
        for (Field number : numbers) {
            assertThat(naming.apply(((Number) number.get(null)).intValue())).isEqualTo(number.getName());
        }
    }
}
