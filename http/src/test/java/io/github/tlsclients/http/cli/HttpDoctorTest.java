package io.github.tlsclients.http.cli;

import io.github.tlsclients.doctor.DoctorContract;

/** The doctor at the servers of this module. */
final class HttpDoctorTest extends DoctorContract {
    HttpDoctorTest() {
        super(new HttpModule());
    }
}
