package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.LabCommandContract;
import io.github.tlsclients.cli.ProtocolModule;

/** What the lab tells to try against its faults of IMAP. */
class ImapLabCommandTest extends LabCommandContract {
    @Override
    protected ProtocolModule module() {
        return new ImapModule();
    }
}
