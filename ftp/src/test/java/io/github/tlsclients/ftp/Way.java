package io.github.tlsclients.ftp;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.time.Duration;
import java.util.stream.Stream;

/** One way to a session: how TLS begins, its version, whose TLS. */
record Way(TlsMode mode, TlsVersion version, TlsProvider provider) {
    static final Way SIMPLEST = new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_3, TlsProvider.JDK);

    static Stream<Way> all() {
        return Stream.of(TlsMode.values())
                .flatMap(mode -> Stream.of(TlsVersion.values())
                        .flatMap(version ->
                                Stream.of(TlsProvider.values()).map(provider -> new Way(mode, version, provider))));
    }

    boolean isOf(TlsProvider wanted, TlsVersion number) {
        return provider == wanted && version == number;
    }

    TlsConfig.Builder config(LabCa ca) {
        return TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .versions(version)
                .provider(provider)
                .timeout(Duration.ofSeconds(20));
    }

    TlsContext trusting(LabCa ca) {
        return TlsContext.of(config(ca).build());
    }
}
