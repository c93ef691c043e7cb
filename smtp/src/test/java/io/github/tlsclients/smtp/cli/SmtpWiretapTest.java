package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.wire.WiretapContract;

/** The eavesdropper of this module's demo. */
final class SmtpWiretapTest extends WiretapContract {
    SmtpWiretapTest() {
        super(new SmtpModule());
    }
}
