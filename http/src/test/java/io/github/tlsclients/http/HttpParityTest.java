package io.github.tlsclients.http;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.http.cli.HttpModule;
import io.github.tlsclients.parity.ParityContract;

/** The faults of the lab against the clients of HTTP. */
class HttpParityTest extends ParityContract {
    @Override
    protected ProtocolModule module() {
        return new HttpModule();
    }
}
