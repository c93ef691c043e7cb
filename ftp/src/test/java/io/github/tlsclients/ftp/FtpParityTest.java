package io.github.tlsclients.ftp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.ftp.cli.FtpModule;
import io.github.tlsclients.parity.ParityContract;

/** The faults of the lab against the clients of FTP. */
class FtpParityTest extends ParityContract {
    @Override
    protected ProtocolModule module() {
        return new FtpModule();
    }
}
