package io.github.tlsclients.doctor;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** What a server agrees to when it is offered one thing at a time. An offer is answered before anybody is trusted. */
final class HandshakeCheck {
    /** How servers say that they do not have what was offered; all else leaves the question open. */
    private static final Set<TlsFailure> DECLINED =
            Set.of(TlsFailure.NO_SHARED_VERSION, TlsFailure.HANDSHAKE_FAILED, TlsFailure.CONNECTION_LOST);

    private final Patient patient;
    private final List<Finding> findings = new ArrayList<>();

    private HandshakeCheck(Patient patient) {
        this.patient = patient;
    }

    /** Offers each version alone. */
    static List<Finding> versions(Patient patient) {
        HandshakeCheck check = new HandshakeCheck(patient);
        Map<TlsVersion, Attempt> attempts = new TreeMap<>();
        for (TlsVersion version : patient.config().versions()) {
            attempts.put(
                    version,
                    patient.attempt(
                            patient.config().toBuilder().versions(version).build()));
        }
        boolean any = attempts.values().stream().anyMatch(HandshakeCheck::spoken);
        attempts.forEach((version, attempt) -> check.version(version, attempt, any));
        return check.findings;
    }

    /** Offers key exchange that is post-quantum, alone; Bouncy Castle has it, where it is on the class path. */
    static List<Finding> postQuantum(Patient patient) {
        HandshakeCheck check = new HandshakeCheck(patient);
        check.hybrid();
        return check.findings;
    }

    /** Offers the protocol's own names by ALPN, where it has any. */
    static List<Finding> applicationProtocol(Patient patient) {
        HandshakeCheck check = new HandshakeCheck(patient);
        if (patient.endpoint().mode() == TlsMode.IMPLICIT
                && !patient.dialect().applicationProtocols().isEmpty()) {
            check.alpn();
        }
        return check.findings;
    }

    private static boolean spoken(Attempt attempt) {
        return attempt.agreed() || attempt.succeeded();
    }

    private void version(TlsVersion version, Attempt attempt, boolean anySpoken) {
        if (spoken(attempt)) {
            findings.add(Finding.ok(Topic.VERSION, version + " is spoken"));
            return;
        }
        TlsException failure = attempt.failure().orElseThrow();
        if (!DECLINED.contains(failure.failure())) {
            findings.add(Finding.note(Topic.VERSION, version + " was not examined: " + failure.getMessage(), ""));
        } else if (!anySpoken) {
            findings.add(Finding.note(Topic.VERSION, version + " alone is not agreed on: " + failure.getMessage(), ""));
        } else if (version == TlsVersion.TLS_1_3) {
            findings.add(Finding.note(
                    Topic.VERSION,
                    version + " is not spoken: " + failure.getMessage(),
                    "the server's owner should switch it on (RFC 9325 section 3.1.1); clients work by TLS 1.2 meanwhile",
                    "Your server does not speak TLS 1.3, which is faster, and hides more. Please switch it on (RFC 9325"
                            + " section 3.1.1)."));
        } else {
            findings.add(Finding.note(
                    Topic.VERSION,
                    version + " is not spoken: " + failure.getMessage(),
                    "nothing, unless clients are to be served that know no TLS 1.3"));
        }
    }

    private void hybrid() {
        Attempt attempt;
        try {
            attempt = patient.attempt(patient.config().toBuilder()
                    .provider(TlsProvider.BOUNCY_CASTLE)
                    .groups(List.of())
                    .cipherSuites(List.of())
                    .requirePostQuantum()
                    .build());
        } catch (TlsConfigException | LinkageError e) {
            findings.add(Finding.note(Topic.POST_QUANTUM, "was not examined: " + e.getMessage(), ""));
            return;
        }
        if (spoken(attempt)) {
            findings.add(Finding.ok(
                    Topic.POST_QUANTUM,
                    "the server takes " + attempt.watch().group().orElse("a hybrid group")
                            + (attempt.watch().helloRetried() ? ", after a second round" : "")));
            return;
        }
        TlsException failure = attempt.failure().orElseThrow();
        boolean declined = failure.failure() == TlsFailure.NO_POST_QUANTUM || DECLINED.contains(failure.failure());
        findings.add(
                declined
                        ? Finding.note(
                                Topic.POST_QUANTUM,
                                "the server takes no post-quantum key exchange",
                                "what is recorded today may be read by a quantum computer later: X25519MLKEM768 prevents"
                                        + " that (OpenSSL 3.5 has it)",
                                "Your server has no post-quantum key exchange yet. If its TLS library has X25519MLKEM768"
                                        + " (OpenSSL 3.5 does), please switch it on.")
                        : Finding.note(Topic.POST_QUANTUM, "was not examined: " + failure.getMessage(), ""));
    }

    private void alpn() {
        List<String> offered = patient.dialect().applicationProtocols();
        try {
            String chosen = negotiate(offered);
            findings.add(
                    chosen.isEmpty()
                            ? Finding.note(
                                    Topic.ALPN,
                                    "of " + String.join(", ", offered) + " the server chose none",
                                    "it ignores ALPN (RFC 7301), so clients fall back to HTTP/1.1")
                            : Finding.ok(
                                    Topic.ALPN, "of " + String.join(", ", offered) + " the server chose " + chosen));
        } catch (IOException e) {
            findings.add(Finding.note(Topic.ALPN, "was not examined: " + e.getMessage(), ""));
        }
    }

    private String negotiate(List<String> offered) throws IOException {
        TlsConfig config = patient.config();
        TlsConnector connector = TlsConnector.to(
                patient.endpoint(), patient.context(), patient.dialect().upgrade(patient.endpoint()));
        int timeout = (int) config.timeout().toMillis();
        int port = patient.endpoint().connectPort();
        try (Socket tcp = connector.tcpSocketFactory().createSocket()) {
            tcp.connect(new InetSocketAddress(patient.endpoint().connectHost(), port), timeout);
            try (SSLSocket tls = (SSLSocket) connector
                    .context()
                    .socketFactory()
                    .createSocket(tcp, patient.endpoint().serverName(), port, true)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setApplicationProtocols(offered.toArray(String[]::new));
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                return tls.getApplicationProtocol();
            }
        }
    }
}
