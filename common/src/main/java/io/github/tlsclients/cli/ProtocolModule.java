package io.github.tlsclients.cli;

import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** What a protocol brings to the command line; found by {@link ServiceLoader} where its jar is on the class path. */
public interface ProtocolModule {
    /** Which protocol. */
    Protocol protocol();

    /** A new picocli command with the protocol's verbs as subcommands. */
    Object command();

    /** Starts the embedded server in one mode. */
    LabServer startServer(TlsMode mode, LabCertificate certificate, LabAccount account) throws IOException;

    /** Starts a server that speaks the protocol in clear and does not offer the upgrade. */
    LabServer startStripped() throws IOException;

    /**
     * One short, typical session: connect, do what the protocol is for, leave.
     *
     * @throws TlsException if anything fails, diagnosed
     */
    Visit visit(Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException;

    /** The real servers that have a recipe in {@code docker}, and what cannot be had from each. */
    List<MatrixServer> servers();

    /**
     * Shell commands by which other programs can be pointed at the lab; {@code $CA} and {@code $PASSWORD_FILE} stand for
     * the files.
     *
     * @param ports the port of each mode
     */
    List<String> tryOut(Map<TlsMode, Integer> ports);

    /** What a doctor must know of the protocol. */
    Dialect dialect();

    /**
     * What a visit came to.
     *
     * @param report of its connection
     * @param done what was done inside TLS, in a few words for each step
     */
    record Visit(SessionReport report, List<String> done) {}

    /** The modules on the class path, in the order of {@link Protocol}. */
    static List<ProtocolModule> all() {
        return ServiceLoader.load(ProtocolModule.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted((a, b) -> a.protocol().compareTo(b.protocol()))
                .toList();
    }
}
