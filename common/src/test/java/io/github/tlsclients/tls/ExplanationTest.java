package io.github.tlsclients.tls;

import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    void x() {
        System.out.println(TlsContext.of(TlsConfig.defaults()).explain());
        System.out.println(TlsContext.of(TlsConfig.builder()
                        .provider(TlsProvider.BOUNCY_CASTLE)
                        .versions(TlsVersion.TLS_1_2)
                        .build())
                .explain());
        System.out.println(
                TlsContext.of(TlsConfig.builder().versions(TlsVersion.TLS_1_3).build())
                        .explain());
    }
}
