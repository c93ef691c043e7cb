package io.github.tlsclients.matrix;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;

/** A protocol's typical session: connect, do what the protocol is for, leave. */
@FunctionalInterface
public interface Visitor {
    /**
     * One session.
     *
     * @throws TlsException if anything fails, diagnosed
     */
    SessionReport visit(Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException;
}
