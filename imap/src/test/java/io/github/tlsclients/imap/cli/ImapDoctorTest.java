package io.github.tlsclients.imap.cli;

import io.github.tlsclients.doctor.DoctorContract;

/** The doctor at the servers of this module. */
final class ImapDoctorTest extends DoctorContract {
    ImapDoctorTest() {
        super(new ImapModule());
    }
}
