package io.github.tlsclients.ftp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.DoctorServersContract;
import io.github.tlsclients.ftp.cli.FtpModule;

class FtpDoctorIT extends DoctorServersContract {
    @Override
    protected ProtocolModule module() {
        return new FtpModule();
    }
}
