package io.github.tlsclients.cli;

import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.ForeignServer;
import io.github.tlsclients.lab.HandshakeFault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.lab.StreamFault;
import io.github.tlsclients.lab.UpgradeFault;
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
import java.util.stream.Stream;

/** What a protocol brings to the command line; found by {@link ServiceLoader} where its jar is on the class path. */
public interface ProtocolModule {
    /** Which protocol. */
    Protocol protocol();

    /** What the help says of it first, a line each. */
    String[] description();

    /** What it can be told to do. */
    Subcommands verbs();

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

    /**
     * The same, done by a client that has something to lose by this fault, and could notice it.
     *
     * @throws TlsException if anything fails, diagnosed
     */
    default Visit visit(Fault fault, Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException {
        return visit(endpoint, context, account);
    }

    /** The faults of this protocol alone that its {@link #script} plays, beside those that all protocols have. */
    List<Fault> ownFaults();

    /** An honest dialogue that goes wrong where the stage's fault says so; a new one for each server. */
    HostileServer.Script script(Stage stage);

    /** Every fault that can be played to a client of this protocol in this mode. */
    default List<Fault> faults(TlsMode mode) {
        return Stream.of(
                        Stream.of(UpgradeFault.values()),
                        ownFaults().stream(),
                        Stream.of(Flaw.values()),
                        Stream.of(HandshakeFault.values()),
                        Stream.of(StreamFault.values()),
                        Stream.of(ForeignServer.values()))
                .flatMap(faults -> faults)
                .filter(fault -> fault.plays(protocol(), mode))
                .map(Fault.class::cast)
                .toList();
    }

    /**
     * Games of guessing what is fetched by its size; none where there is nothing to fetch.
     *
     * @throws IOException if their servers cannot be started
     */
    default List<GuessingGame> games(LabCertificate certificate, LabAccount account) throws IOException {
        return List.of();
    }

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
     * The shortest command of {@code tls} that does what {@link #visit} does; {@code $PASSWORD_FILE} stands for the file.
     *
     * @param uri where to
     * @param options of TLS
     */
    String visitCommand(String uri, String options);

    /**
     * The shortest command of {@code tls} that runs into a fault, as {@link #visit(Fault, Endpoint, TlsContext,
     * LabAccount)} does; {@code $CA} and {@code $PASSWORD_FILE} stand for the files.
     *
     * @param fault that is played there
     * @param uri where to
     * @param options of TLS
     */
    default String visitCommand(Fault fault, String uri, String options) {
        return visitCommand(uri, options);
    }

    /**
     * Other short commands that people run often, in the same form. Classes that these load are found faster afterwards,
     * by a launcher that keeps an archive of them.
     */
    default List<String> usualCommands(String uri, String options) {
        return List.of();
    }

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
