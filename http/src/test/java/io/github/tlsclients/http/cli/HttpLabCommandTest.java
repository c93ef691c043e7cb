package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.LabCommandContract;
import io.github.tlsclients.cli.ProtocolModule;

/** What the lab tells to try against its faults of HTTP. */
class HttpLabCommandTest extends LabCommandContract {
    @Override
    protected ProtocolModule module() {
        return new HttpModule();
    }
}
