package io.github.tlsclients.imap;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

/** One way to a session: how TLS begins, its version, whose TLS. */
record Way(TlsMode mode, TlsVersion version, TlsProvider provider) {
    static Stream<Way> all() {
        return Arrays.stream(TlsMode.values())
                .flatMap(mode -> Arrays.stream(TlsVersion.values())
                        .flatMap(version ->
                                Arrays.stream(TlsProvider.values()).map(provider -> new Way(mode, version, provider))));
    }

    TlsContext trusting(LabCa ca) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .versions(version)
                .provider(provider)
                .timeout(Duration.ofSeconds(20))
                .build());
    }
}
