package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes Bouncy Castle's bulk data fast: an offer that servers answer by AES-GCM, and the JDK's own of that. */
class BouncyCastleSpeedTest {
    @Test
    void offersWhatTheJdkIsFastAtFirst() {
        TlsContext context = TlsContext.of(
                TlsConfig.builder().provider(TlsProvider.BOUNCY_CASTLE).build());

        List<String> offered = List.of(context.parametersFor("localhost").getCipherSuites());

        assertThat(offered).anyMatch(suite -> suite.contains("CHACHA20"));
        assertThat(offered.get(0)).contains("AES").contains("GCM");
        assertThat(offered.subList(offered.size() - 1, offered.size())).allMatch(suite -> suite.contains("CHACHA20"));
    }

    @Test
    void takesAesGcmFromTheJdkAndAllElseFromItself() throws GeneralSecurityException {
        BouncyCastle.FasterCiphers ciphers = new BouncyCastle.FasterCiphers(BouncyCastle.CRYPTO);

        assertThat(ciphers.createCipher("AES/GCM/NoPadding").getProvider().getName())
                .isEqualTo("SunJCE");
        assertThat(ciphers.createCipher("AES/CBC/NoPadding").getProvider()).isSameAs(BouncyCastle.CRYPTO);
        assertThat(ciphers.createMac("HmacSHA256").getProvider()).isSameAs(BouncyCastle.CRYPTO);
    }
}
