package io.github.tlsclients.doctor;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.WireObserver;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Examines a server, and goes on after a failure: each way to connect is tried, each rule looked at. Every connection
 * waits no longer than the configuration's timeout.
 *
 * <p>Nothing is trusted for the sake of looking at it. What a server shows is seen before it is judged, so most questions
 * need no finished handshake; and nothing is said inside TLS, a password least of all, but to a server that this very
 * configuration has verified on this very connection.
 */
public final class Doctor {
    private final Patient patient;
    private final OptionalInt otherPort;
    private final Optional<Login> login;
    private final Addresses.Resolver resolver;

    private Doctor(Patient patient, OptionalInt otherPort, Optional<Login> login, Addresses.Resolver resolver) {
        this.patient = patient;
        this.otherPort = otherPort;
        this.login = login;
        this.resolver = resolver;
    }

    @SuppressWarnings("ArrayRecordComponent") // a secret is a char[]; nobody compares these
    private record Login(String user, char[] password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }

    /**
     * A doctor for one server.
     *
     * @param endpoint where it is, and how clients begin TLS there
     * @param config how they want to connect
     * @param dialect what its protocol is like
     * @return the doctor
     */
    public static Doctor of(Endpoint endpoint, TlsConfig config, Dialect dialect) {
        return new Doctor(
                new Patient(endpoint, config, dialect, Optional.empty()),
                OptionalInt.empty(),
                Optional.empty(),
                Addresses.Resolver.SYSTEM);
    }

    /**
     * The same, where the other mode is not at its usual port.
     *
     * @param port of the mode that the endpoint is not in
     * @return another doctor
     */
    public Doctor otherPort(int port) {
        return new Doctor(patient, OptionalInt.of(port), login, resolver);
    }

    /**
     * The same, who looks at data connections too. The password goes to a verified server alone.
     *
     * @param user who logs in
     * @param password the user's
     * @return another doctor
     * @throws TlsConfigException if the protocol has no data connections
     */
    public Doctor login(String user, char[] password) {
        if (!patient.dialect().hasDataChannel()) {
            throw new TlsConfigException(
                    "nothing is examined by a login for "
                            + patient.endpoint().protocol().label(),
                    "leave --user out; FTP's data connections need one");
        }
        return new Doctor(patient, otherPort, Optional.of(new Login(user, password.clone())), resolver);
    }

    /**
     * The same, with somebody who sees what passes on the wire of every session.
     *
     * @param observer sees the bytes below TLS
     * @return another doctor
     */
    public Doctor observedBy(WireObserver observer) {
        Patient seen = new Patient(patient.endpoint(), patient.config(), patient.dialect(), Optional.of(observer));
        return new Doctor(seen, otherPort, login, resolver);
    }

    Doctor resolver(Addresses.Resolver other) {
        return new Doctor(patient, otherPort, login, other);
    }

    /**
     * Connects in every way.
     *
     * @return what was found, good and bad
     * @throws TlsConfigException if the configuration itself cannot be used
     */
    public Examination examine() {
        Endpoint endpoint = patient.endpoint();
        TlsContext.of(patient.config()); // what cannot be used is told now, and not of the server
        Addresses addresses = Addresses.of(endpoint, resolver, patient.config().timeout());
        List<Finding> findings = new ArrayList<>(addresses.findings());
        if (addresses.tried().isEmpty()) {
            return Examination.of(endpoint.uri(), List.of(), Optional.empty(), findings);
        }
        if (!addresses.anyConnects()) {
            findings.addAll(ModeCheck.of(patient, Optional.empty(), other()));
            return Examination.of(endpoint.uri(), addresses.tried(), Optional.empty(), findings);
        }
        List<Endpoint> reachable = addresses.reachable();
        Patient there = reachable.isEmpty() ? patient : patient.at(reachable.get(0));
        Attempt first = there.attempt();
        findings.addAll(ModeCheck.of(there, Optional.of(first), other()));
        boolean speaksTls = !first.unanswered() && !first.endedInClear();
        if (speaksTls) {
            findings.addAll(HandshakeCheck.versions(there));
        }
        if (first.agreed()) {
            findings.addAll(CertificateCheck.of(there, first));
            reachable.stream().skip(1).forEach(address -> findings.addAll(alike(first, address)));
            findings.addAll(session(there, first));
        }
        if (speaksTls) {
            findings.addAll(HandshakeCheck.postQuantum(there));
        }
        return Examination.of(endpoint.uri(), addresses.tried(), report(first), findings);
    }

    private int other() {
        TlsMode mode = patient.endpoint().mode() == TlsMode.IMPLICIT ? TlsMode.STARTTLS : TlsMode.IMPLICIT;
        return otherPort.orElse(patient.endpoint().protocol().defaultPort(mode));
    }

    private List<Finding> session(Patient there, Attempt first) {
        List<Finding> findings = new ArrayList<>();
        if (first.certificateRefused()) {
            findings.addAll(SessionCheck.unverified(there, first.chain()));
            if (login.isPresent()) {
                findings.add(Finding.note(
                        Topic.DATA_CHANNEL,
                        "was not examined: the password is not sent to a server that is not verified",
                        "look again when its certificate is in order"));
            }
            return findings;
        }
        if (first.failure().isPresent()) {
            findings.add(SessionCheck.failed(first.failure().get()));
            return findings;
        }
        findings.addAll(SessionCheck.verified(there));
        findings.addAll(HandshakeCheck.applicationProtocol(there));
        dataChannel(there).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> dataChannel(Patient there) {
        if (!there.dialect().hasDataChannel()) {
            return Optional.empty();
        }
        if (login.isEmpty()) {
            return Optional.of(Finding.note(
                    Topic.DATA_CHANNEL,
                    "was not examined: that needs a login",
                    "add --user NAME and --password-file FILE or --password-env VAR"));
        }
        try {
            List<DataChannel> channels = there.dialect()
                    .dataChannels(
                            there.endpoint(),
                            there.context(),
                            login.get().user(),
                            login.get().password());
            boolean resumed = channels.stream().allMatch(DataChannel::resumed);
            return Optional.of(
                    resumed
                            ? Finding.ok(Topic.DATA_CHANNEL, "data connections resume the control connection's session")
                            : Finding.note(
                                    Topic.DATA_CHANNEL,
                                    "data connections show the same certificate, and have sessions of their own",
                                    "with resumption the server would know that it is the same client",
                                    ""));
        } catch (TlsException e) {
            return Optional.of(Finding.error(
                    Topic.DATA_CHANNEL,
                    e.failure(),
                    String.valueOf(e.getMessage()),
                    e.hint(),
                    "A client that logs in to your FTP server and opens a protected data connection fails: "
                            + e.getMessage() + "."));
        }
    }

    /** Whether the server at another address of the name is as the first one. */
    private List<Finding> alike(Attempt first, Endpoint address) {
        Attempt there = patient.at(address).attempt();
        String where = Addresses.text(address.connectHost(), address.connectPort());
        Optional<String> differs = there.failure()
                .filter(e ->
                        first.failure().map(f -> f.failure() != e.failure()).orElse(true))
                .map(TlsException::getMessage);
        if (differs.isPresent()) {
            return List.of(Finding.warning(
                    Topic.ADDRESSES,
                    there.failure().orElseThrow().failure(),
                    where + " is not as the first address: " + differs.get(),
                    "let the server be set up alike at each of its addresses",
                    "At " + where + " your server is not set up as at its other addresses: " + differs.get() + "."));
        }
        List<X509Certificate> chain = there.chain();
        boolean same = !chain.isEmpty() && chain.get(0).equals(first.chain().get(0));
        return List.of(
                same
                        ? Finding.ok(Topic.ADDRESSES, where + " shows the same certificate")
                        : Finding.ok(Topic.ADDRESSES, where + " works too, with a certificate of its own"));
    }

    private static Optional<SessionReport> report(Attempt first) {
        return first.handshake().map(handshake -> SessionReport.of(first.endpoint(), handshake, first.transcript()));
    }
}
