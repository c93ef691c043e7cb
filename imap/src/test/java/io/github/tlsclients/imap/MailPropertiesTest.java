package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsMode;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What Jakarta Mail may not do on its own. */
final class MailPropertiesTest {
    @Test
    void imapsCannotConnectPastTheConnector() throws Exception {
        try (LabUnderTest lab = LabUnderTest.start()) {
            TlsConnector connector = TlsConnector.to(
                    lab.endpoint(TlsMode.IMPLICIT), ImapContract.anyWay().trusting(lab.ca()), new ImapUpgrade());
            Properties properties = MailProperties.of(connector);
            Store store = Session.getInstance(properties).getStore("imaps");
            assertThatThrownBy(() -> store.connect(
                            "localhost",
                            lab.port(TlsMode.IMPLICIT),
                            "ada",
                            lab.account().password()))
                    .hasStackTraceContaining("imaps has no part in them");
            assertThat(connector.handshake()).isEmpty();
        }
    }
}
