package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.doctor.DoctorContract;

/** The doctor at the servers of this module. */
final class FtpDoctorTest extends DoctorContract {
    FtpDoctorTest() {
        super(new FtpModule());
    }
}
