package io.github.tlsclients.imap;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.imap.cli.ImapModule;
import io.github.tlsclients.parity.ParityContract;

/** The faults of the lab against the client of IMAP. */
class ImapParityTest extends ParityContract {
    @Override
    protected ProtocolModule module() {
        return new ImapModule();
    }
}
