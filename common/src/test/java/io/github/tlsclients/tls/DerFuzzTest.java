package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.tls.Der.NotDer;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DerFuzzTest {
    private static final int DEEP = 40;

    static Stream<Arguments> structures() {
        return Stream.of("rsa.pkcs8.der", "ed25519.pbes2.der", "p256.p12")
                .map(name -> Parsing.seed(Fixtures.bytes(name)));
    }

    @MethodSource("structures")
    @FuzzTest(maxExecutions = 10_000)
    void bytesAreAValueOrRefused(byte[] input) {
        Parsing.of(() -> Der.first(input), NotDer.class);
        Parsing.of(() -> Der.of(input), NotDer.class).ifPresent(der -> {
            assertThat(Der.of(der.encoded()).content()).isEqualTo(der.content());
            walk(der, 0);
        });
    }

    private static void walk(Der der, int depth) {
        Parsing.of(der::oid, NotDer.class);
        Parsing.of(der::intValue, NotDer.class);
        Parsing.of(() -> der.child(1, Der.SEQUENCE), NotDer.class);
        Parsing.of(() -> der.leading(2), NotDer.class);
        if (depth < DEEP) {
            Parsing.of(der::children, NotDer.class)
                    .ifPresent(children -> children.forEach(child -> walk(child, depth + 1)));
        }
    }
}
