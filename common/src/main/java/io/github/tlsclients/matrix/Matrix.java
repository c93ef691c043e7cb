package io.github.tlsclients.matrix;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.ServerSetup;
import io.github.tlsclients.matrix.Result.Agreed;
import io.github.tlsclients.matrix.Result.Outcome;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tries the pairings with a server, each with the server set up for it. */
public final class Matrix {
    /** A server in a container answers in milliseconds; one that hangs is to be told, not waited for. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ServerHost host;
    private final Plan plan;
    private final LabCa ca = LabCa.create();

    /**
     * A matrix that tries what a plan says.
     *
     * @param host starts the servers
     * @param plan which pairings
     */
    public Matrix(ServerHost host, Plan plan) {
        this.host = host;
        this.plan = plan;
    }

    /**
     * Tries one server.
     *
     * @param server which
     * @param visitor its protocol's typical session
     * @param each hears of each result at once
     * @return the results, in the order of the trials
     * @throws IOException if a server cannot be stopped
     */
    public List<Result> of(MatrixServer server, Visitor visitor, Consumer<Result> each) throws IOException {
        Map<Demand, List<Attempt>> attempts = new LinkedHashMap<>();
        for (Trial trial : Trial.values()) {
            for (Cell cell : plan.cells(server, trial)) {
                attempts.computeIfAbsent(Demand.of(trial, cell), demand -> new ArrayList<>())
                        .add(new Attempt(trial, cell));
            }
        }
        List<Result> results = new ArrayList<>();
        for (Map.Entry<Demand, List<Attempt>> sameDemand : attempts.entrySet()) {
            ServerSetup setup = sameDemand.getKey().setup(ca);
            try (Visits visits = start(server, setup, visitor)) {
                for (Attempt attempt : sameDemand.getValue()) {
                    Result result = judged(server, attempt, visits);
                    each.accept(result);
                    results.add(result);
                }
            }
        }
        return results;
    }

    /** {@return how many results {@link #of} gives for these servers} */
    public long size(Collection<MatrixServer> servers) {
        return servers.stream()
                .flatMap(server -> Stream.of(Trial.values()).map(trial -> plan.cells(server, trial)))
                .mapToLong(List::size)
                .sum();
    }

    private Visits start(MatrixServer server, ServerSetup setup, Visitor visitor) {
        try {
            return new Visits(server, setup, visitor, host.start(server, setup), null);
        } catch (IOException | RuntimeException e) {
            // each attempt at it has failed then, which may be what is declared
            return new Visits(server, setup, visitor, null, e);
        }
    }

    private static Result judged(MatrixServer server, Attempt attempt, Visits visits) {
        Optional<String> limit = server.limit(attempt.trial(), attempt.cell());
        List<Agreed> sessions = new ArrayList<>();
        Outcome outcome;
        String detail;
        try {
            visits.run(attempt, sessions);
            outcome = limit.isPresent() ? Outcome.FAILED : Outcome.PASSED;
            detail = limit.map(reason -> "it works, though declared that " + reason)
                    .orElse("");
        } catch (TlsException | TlsConfigException | Unmet e) {
            outcome = limit.isPresent() ? Outcome.LIMITED : Outcome.FAILED;
            detail = limit.orElse(String.valueOf(e.getMessage()));
        }
        return new Result(server.protocol(), server.name(), attempt.trial(), attempt.cell(), outcome, detail, sessions);
    }

    private record Attempt(Trial trial, Cell cell) {}

    /** What a server is to be set up for: attempts that agree in it share one. */
    private record Demand(KeyType key, boolean clientCertificate, boolean postQuantum) {
        static Demand of(Trial trial, Cell cell) {
            return new Demand(cell.key(), cell.clientCertificate(), trial == Trial.POST_QUANTUM);
        }

        ServerSetup setup(LabCa ca) {
            ServerSetup setup = ServerSetup.of(ca, key);
            setup = clientCertificate ? setup.requiringClientCertificate() : setup;
            return postQuantum ? setup.offeringOnly(Trial.HYBRID) : setup;
        }
    }

    /** Something that was to hold and did not. */
    private static final class Unmet extends Exception {
        private static final long serialVersionUID = 1L;

        Unmet(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Visits to one running server, or to one that would not start. */
    private record Visits(
            MatrixServer server,
            ServerSetup setup,
            Visitor visitor,
            ServerHost.@Nullable Running running,
            @Nullable Exception notStarted)
            implements AutoCloseable {

        void run(Attempt attempt, List<Agreed> sessions) throws TlsException, Unmet {
            Cell cell = attempt.cell();
            Endpoint endpoint = endpoint(cell.mode());
            TlsContext context = TlsContext.of(config(attempt));
            SessionReport report = visit(endpoint, context, sessions);
            require(report.version().equals(cell.version().jsseName()), "the session is of " + report.version());
            if (cell.clientCertificate()) {
                requireRefusal(endpoint, anonymous(cell), "the server does not insist on a client certificate");
            }
            if (attempt.trial() == Trial.RESUMPTION) {
                requireResumption(report, endpoint, context, sessions);
            }
            if (attempt.trial() == Trial.POST_QUANTUM) {
                require(
                        report.group().filter(Trial.HYBRID::equals).isPresent(),
                        "the group is " + report.group().orElse("not told"));
                requireRefusal(endpoint, classical(cell), "the server takes a classical key exchange as well");
            }
        }

        private void requireResumption(
                SessionReport first, Endpoint endpoint, TlsContext context, List<Agreed> sessions)
                throws TlsException, Unmet {
            if (server.protocol() == Protocol.FTP) {
                require(
                        first.dataChannels().stream().allMatch(DataChannel::resumed),
                        "a data connection has a session of its own");
            } else {
                require(visit(endpoint, context, sessions).resumed(), "the second session is a new one");
            }
        }

        private Endpoint endpoint(TlsMode mode) throws Unmet {
            if (running == null) {
                throw new Unmet("the server does not start: " + notStarted, notStarted);
            }
            Integer port = running.ports().get(mode);
            if (port == null) {
                throw new Unmet("the server has no port for " + mode, null);
            }
            return Endpoint.of(server.protocol(), mode, "localhost", port);
        }

        private SessionReport visit(Endpoint endpoint, TlsContext context, List<Agreed> sessions) throws TlsException {
            SessionReport report = visitor.visit(endpoint, context, setup.account());
            sessions.add(Agreed.of(report));
            return report;
        }

        /** The counter-check: without it, a server that asks for nothing would pass as well. */
        private void requireRefusal(Endpoint endpoint, TlsConfig config, String otherwise) throws Unmet {
            try {
                visitor.visit(endpoint, TlsContext.of(config), setup.account());
            } catch (TlsException e) {
                return;
            }
            throw new Unmet(otherwise, null);
        }

        private TlsConfig config(Attempt attempt) {
            TlsConfig.Builder config = anonymous(attempt.cell()).toBuilder();
            if (attempt.cell().clientCertificate()) {
                config.identity(setup.ca().issue(CertificateSpec.client("ada")).identity());
            }
            if (attempt.trial() == Trial.POST_QUANTUM) {
                config.groups(List.of(Trial.HYBRID));
            }
            return config.build();
        }

        private TlsConfig anonymous(Cell cell) {
            return TlsConfig.builder()
                    .trust(Trust.certificates(setup.ca().certificate()))
                    .provider(cell.provider())
                    .versions(cell.version())
                    .timeout(TIMEOUT)
                    .build();
        }

        /** On the JDK's TLS, by which every protocol goes: all of its own groups are classical ones up to JDK 26. */
        private TlsConfig classical(Cell cell) {
            TlsConfig.Builder config = anonymous(cell).toBuilder().provider(TlsProvider.JDK);
            return Runtime.version().feature() < 27
                    ? config.build()
                    : config.groups(List.of("x25519")).build();
        }

        private static void require(boolean holds, String otherwise) throws Unmet {
            if (!holds) {
                throw new Unmet(otherwise, null);
            }
        }

        @Override
        public void close() throws IOException {
            if (running != null) {
                running.close();
            }
        }
    }
}
