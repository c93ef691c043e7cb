package io.github.tlsclients.smtp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.parity.ParityContract;
import io.github.tlsclients.smtp.cli.SmtpModule;

/** The faults of the lab against the clients of SMTP. */
class SmtpParityTest extends ParityContract {
    @Override
    protected ProtocolModule module() {
        return new SmtpModule();
    }
}
