package io.github.tlsclients.http;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.containers.DoctorServersContract;
import io.github.tlsclients.http.cli.HttpModule;

class HttpDoctorIT extends DoctorServersContract {
    @Override
    protected ProtocolModule module() {
        return new HttpModule();
    }
}
