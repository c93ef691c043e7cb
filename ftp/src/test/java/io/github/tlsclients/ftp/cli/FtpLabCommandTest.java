package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.LabCommandContract;
import io.github.tlsclients.cli.ProtocolModule;

/** What the lab tells to try against its faults of FTP. */
class FtpLabCommandTest extends LabCommandContract {
    @Override
    protected ProtocolModule module() {
        return new FtpModule();
    }
}
