package io.github.tlsclients.imap;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;

/** A server that the contract is held against: who vouches for it, who may log in, where it is. */
interface ServerUnderTest {
    LabCa ca();

    LabAccount account();

    int port(TlsMode mode);

    /** The whole name of a folder that is called so, from the top of what the user may see. */
    default String folder(String name) {
        return name;
    }

    default Endpoint endpoint(TlsMode mode) {
        return Endpoint.of(Protocol.IMAP, mode, "localhost", port(mode));
    }
}
