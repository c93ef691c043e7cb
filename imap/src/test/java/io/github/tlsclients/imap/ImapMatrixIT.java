package io.github.tlsclients.imap;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.MatrixContract;
import io.github.tlsclients.imap.cli.ImapModule;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImapMatrixIT extends MatrixContract {
    @Override
    protected ProtocolModule module() {
        return new ImapModule();
    }
}
