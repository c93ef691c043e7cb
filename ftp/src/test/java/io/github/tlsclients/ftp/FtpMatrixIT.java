package io.github.tlsclients.ftp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.MatrixContract;
import io.github.tlsclients.ftp.cli.FtpModule;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FtpMatrixIT extends MatrixContract {
    @Override
    protected ProtocolModule module() {
        return new FtpModule();
    }
}
