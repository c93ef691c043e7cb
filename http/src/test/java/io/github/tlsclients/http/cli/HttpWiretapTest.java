package io.github.tlsclients.http.cli;

import io.github.tlsclients.wire.WiretapContract;

/** The eavesdropper of this module's demo. */
final class HttpWiretapTest extends WiretapContract {
    HttpWiretapTest() {
        super(new HttpModule());
    }
}
