package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.cli.LabCommandContract;
import io.github.tlsclients.cli.ProtocolModule;

/** What the lab tells to try against its faults of SMTP. */
class SmtpLabCommandTest extends LabCommandContract {
    @Override
    protected ProtocolModule module() {
        return new SmtpModule();
    }
}
