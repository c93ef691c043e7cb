package io.github.tlsclients.imap.cli;

import io.github.tlsclients.wire.WiretapContract;

/** The eavesdropper of this module's demo. */
final class ImapWiretapTest extends WiretapContract {
    ImapWiretapTest() {
        super(new ImapModule());
    }
}
