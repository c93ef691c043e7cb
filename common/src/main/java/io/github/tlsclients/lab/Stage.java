package io.github.tlsclients.lab;

import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsMode;

/**
 * Where a fault is played.
 *
 * @param protocol what the client speaks
 * @param mode how the client comes to TLS
 * @param fault what the server does
 * @param pki its root is what the client trusts
 * @param account what the client logs in with: what an attacker is after
 */
public record Stage(Protocol protocol, TlsMode mode, Fault fault, LabPki pki, LabAccount account) {
    /** {@return a client that trusts this lab, and is configured so that it can notice the fault} */
    public TlsConfig.Builder client() {
        TlsConfig.Builder client = TlsConfig.builder();
        fault.prepare(client, pki.trust());
        return client;
    }

    /** {@return what the server shows: a sound certificate, unless the fault is a flaw of it} */
    LabCertificate certificate() {
        if (fault instanceof Flaw flaw) {
            if (flaw.needsRevocation()) {
                pki.status();
            }
            return pki.server(flaw, "localhost");
        }
        return pki.server("localhost");
    }
}
