package io.github.tlsclients.imap;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.DoctorServersContract;
import io.github.tlsclients.imap.cli.ImapModule;

class ImapDoctorIT extends DoctorServersContract {
    @Override
    protected ProtocolModule module() {
        return new ImapModule();
    }
}
