package io.github.tlsclients.smtp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.DoctorServersContract;
import io.github.tlsclients.smtp.cli.SmtpModule;

class SmtpDoctorIT extends DoctorServersContract {
    @Override
    protected ProtocolModule module() {
        return new SmtpModule();
    }
}
