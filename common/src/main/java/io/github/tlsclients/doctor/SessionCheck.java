package io.github.tlsclients.doctor;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.ServerName;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What shows only once a handshake is through: whether a client certificate is wanted, and whether sessions resume. */
final class SessionCheck {
    /** For what a server says behind its answer; it has been heard already. */
    private static final int LAST_WORDS_MILLIS = 200;

    private final Patient patient;
    private final List<Finding> findings = new ArrayList<>();

    private SessionCheck(Patient patient) {
        this.patient = patient;
    }

    /** Greets and leaves twice, inside TLS with a server that is verified. */
    static List<Finding> verified(Patient patient) {
        SessionCheck check = new SessionCheck(patient);
        check.twice();
        return check.findings;
    }

    /**
     * Shakes hands with a server that is not trusted, as one who knows these very certificates and trusts nothing else.
     * Not a byte is sent inside TLS, and no client certificate is shown: who is at the other end nobody knows.
     */
    static List<Finding> unverified(Patient patient, List<X509Certificate> shown) {
        SessionCheck check = new SessionCheck(patient);
        check.asStranger(shown);
        return check.findings;
    }

    private void twice() {
        Endpoint endpoint = patient.endpoint();
        TlsConnector connector =
                TlsConnector.to(endpoint, patient.context(), patient.dialect().upgrade(endpoint));
        try {
            talk(connector);
        } catch (IOException e) {
            findings.add(failed(Diagnosis.of(e, endpoint, connector.watch())));
            return;
        }
        clientCertificate(connector);
        try {
            talk(connector);
            resumption(connector);
        } catch (IOException e) {
            TlsException failure = Diagnosis.of(e, endpoint, connector.watch());
            findings.add(Finding.warning(
                    Topic.RESUMPTION,
                    failure.failure(),
                    "the second connection failed where the first one did not: " + failure.getMessage(),
                    failure.hint(),
                    "A second connection to your server, right after a first one that worked, fails: "
                            + failure.getMessage() + "."));
        }
    }

    private void talk(TlsConnector connector) throws IOException {
        long limit = patient.config().timeout().toNanos();
        long begun = System.nanoTime();
        try (Socket socket = connector.open()) {
            byte[] farewell = patient.dialect().farewell(patient.endpoint()).getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write(farewell);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            in.skipNBytes(greeting()); // ours, not the server's
            // tickets of TLS 1.3, and the word that a client certificate is required, come with the first bytes
            in.read(new byte[1]);
            try {
                socket.setSoTimeout(LAST_WORDS_MILLIS);
                byte[] buffer = new byte[4_096];
                for (int count = 0; count >= 0 && System.nanoTime() - begun < limit; ) {
                    count = in.read(buffer);
                }
            } catch (SocketTimeoutException e) {
                return; // it has answered, and stays
            }
        }
    }

    private int greeting() {
        Endpoint endpoint = patient.endpoint();
        return endpoint.mode() == TlsMode.IMPLICIT
                ? 0
                : patient.dialect().upgrade(endpoint).greeting().length();
    }

    /** What a connection failed by after the server's certificate was accepted. */
    static Finding failed(TlsException failure) {
        boolean client = failure.failure() == TlsFailure.CLIENT_CERTIFICATE_WANTED
                || failure.failure() == TlsFailure.CLIENT_CERTIFICATE_REFUSED;
        return client
                ? wanted(failure)
                : Finding.error(
                        Topic.MODE,
                        failure.failure(),
                        "the certificate is accepted, and then the connection fails: " + failure.getMessage(),
                        failure.hint(),
                        "A connection to your server fails after its certificate was accepted: " + failure.getMessage()
                                + ".");
    }

    /** The client certificate that is missing or refused, as the handshake told. */
    private static Finding wanted(TlsException failure) {
        return Finding.error(
                Topic.CLIENT_CERTIFICATE,
                failure.failure(),
                String.valueOf(failure.getMessage()) + ", and lets nobody in without one that it knows",
                failure.hint(),
                "Your server lets nobody in without a client certificate. Please issue one to me, or tell me whose your"
                        + " server accepts.");
    }

    private void clientCertificate(TlsConnector connector) {
        boolean asked = connector.watch().certificateWanted();
        boolean sent = connector.watch().certificateSent();
        findings.add(
                asked && !sent
                        ? Finding.note(
                                Topic.CLIENT_CERTIFICATE,
                                "the server asks for a client certificate, and goes on without one",
                                "if you have one: --cert FILE --key FILE")
                        : Finding.ok(
                                Topic.CLIENT_CERTIFICATE,
                                sent
                                        ? "the server accepts the client certificate"
                                        : "no client certificate is asked for"));
    }

    private void resumption(TlsConnector connector) {
        String version = connector.handshake().orElseThrow().version();
        boolean cannot = patient.config().provider() == TlsProvider.BOUNCY_CASTLE
                && version.equals(TlsVersion.TLS_1_3.jsseName());
        if (connector.watch().resumed()) {
            findings.add(Finding.ok(
                    Topic.RESUMPTION, "a second connection resumes the session of the first (" + version + ")"));
        } else if (cannot) {
            findings.add(Finding.note(
                    Topic.RESUMPTION,
                    "was not examined: Bouncy Castle does not resume TLS 1.3",
                    "look again with --provider jdk"));
        } else {
            findings.add(Finding.note(
                    Topic.RESUMPTION,
                    "a second connection does not resume the session of the first (" + version + ")",
                    "each connection costs a whole handshake; a cache or tickets in the server would save that"));
        }
    }

    private void asStranger(List<X509Certificate> shown) {
        Optional<String> name = ServerName.of(shown.get(0)).stream().findFirst().map(n -> n.replace("*", "doctor"));
        if (name.isEmpty()) {
            notExamined();
            return;
        }
        TlsConfig knowing = patient.config().toBuilder()
                .trust(Trust.certificates(shown.toArray(X509Certificate[]::new)))
                .identities(List.of())
                .build();
        Attempt attempt = patient.at(patient.endpoint().named(name.get())).attempt(knowing);
        Optional<TlsException> wanted =
                attempt.failure().filter(e -> e.failure() == TlsFailure.CLIENT_CERTIFICATE_WANTED);
        if (wanted.isPresent()) {
            findings.add(wanted(wanted.get()));
        } else if (attempt.succeeded()) {
            findings.add(
                    attempt.watch().certificateWanted()
                            ? Finding.note(
                                    Topic.CLIENT_CERTIFICATE,
                                    "the server asks for a client certificate; whether it insists was not examined,"
                                            + " since it is not verified",
                                    "")
                            : Finding.ok(Topic.CLIENT_CERTIFICATE, "no client certificate is asked for"));
        } else {
            notExamined();
        }
    }

    private void notExamined() {
        findings.add(Finding.note(
                Topic.CLIENT_CERTIFICATE,
                "client certificates and resumption were not examined, since the server is not verified",
                "look again when its certificate is in order"));
    }
}
