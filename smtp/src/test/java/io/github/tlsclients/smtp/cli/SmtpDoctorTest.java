package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.doctor.DoctorContract;

/** The doctor at the servers of this module. */
final class SmtpDoctorTest extends DoctorContract {
    SmtpDoctorTest() {
        super(new SmtpModule());
    }
}
