package io.github.tlsclients.doctor;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsHandshake;
import io.github.tlsclients.tls.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How TLS begins at a server: in the mode that was asked for, in the other one, and what is said in clear before. */
final class ModeCheck {
    private final Patient asked;
    private final Optional<Attempt> first;
    private final List<Finding> findings = new ArrayList<>();

    private ModeCheck(Patient asked, Optional<Attempt> first) {
        this.asked = asked;
        this.first = first;
    }

    /**
     * Tries the other mode.
     *
     * @param asked in the mode that was asked for
     * @param first what came of that; empty if nobody answers there
     * @param otherPort where the other mode is
     */
    static List<Finding> of(Patient asked, Optional<Attempt> first, int otherPort) {
        ModeCheck check = new ModeCheck(asked, first);
        Patient other = asked.at(other(asked.endpoint(), otherPort));
        Attempt second = other.attempt();
        check.asked(other, second);
        check.other(other, second);
        if (asked.endpoint().mode() == TlsMode.STARTTLS) {
            first.ifPresent(attempt -> check.clearText(asked, attempt));
        } else {
            check.clearText(other, second);
        }
        return check.findings;
    }

    private static Endpoint other(Endpoint endpoint, int port) {
        TlsMode mode = endpoint.mode() == TlsMode.IMPLICIT ? TlsMode.STARTTLS : TlsMode.IMPLICIT;
        return new Endpoint(
                endpoint.protocol(),
                mode,
                endpoint.host(),
                port,
                endpoint.path(),
                endpoint.serverName(),
                endpoint.connectHost(),
                port);
    }

    private void asked(Patient other, Attempt second) {
        if (first.isEmpty()) {
            return; // nobody answers: told already, of each address
        }
        Attempt attempt = first.get();
        if (attempt.agreed() || attempt.succeeded()) {
            findings.add(Finding.ok(Topic.MODE, way(asked) + " works" + agreed(attempt)));
            return;
        }
        TlsException failure = attempt.failure().orElseThrow();
        boolean otherWorks = second.succeeded();
        boolean stripped = failure.failure() == TlsFailure.STARTTLS_NOT_OFFERED;
        String rest = otherWorks
                ? "; " + other.endpoint().uri() + " works"
                : "; " + other.endpoint().uri() + " does not work either";
        String fix = otherWorks ? "use " + other.endpoint().uri() : failure.hint();
        findings.add(Finding.error(
                topic(failure.failure()),
                failure.failure(),
                failure.getMessage()
                        + rest
                        + (stripped
                                ? "; a server without it, and somebody who strips it on the way, look the same"
                                : ""),
                fix + (stripped ? "; never go on in clear" : ""),
                "I cannot connect to " + asked.endpoint().uri() + ": " + failure.getMessage() + ". "
                        + (stripped
                                ? "If your server does offer the upgrade, somebody on the way takes it out of its words;"
                                        + " please compare. "
                                : "")
                        + (otherWorks
                                ? "TLS does work at " + other.endpoint().uri() + "."
                                : attempt.endedInClear()
                                        ? "Please switch TLS on, best from the first byte."
                                        : "Your server's log may tell why.")));
    }

    private static Topic topic(TlsFailure failure) {
        return switch (failure) {
            case NO_SHARED_VERSION, HANDSHAKE_FAILED -> Topic.VERSION;
            case CLIENT_CERTIFICATE_WANTED, CLIENT_CERTIFICATE_REFUSED -> Topic.CLIENT_CERTIFICATE;
            default -> Topic.MODE;
        };
    }

    private void other(Patient other, Attempt second) {
        if (second.succeeded()) {
            findings.add(Finding.ok(Topic.MODE, way(other) + " works too" + agreed(second)));
            return;
        }
        TlsException failure = second.failure().orElseThrow();
        if (second.unanswered()) {
            unused(other, failure);
            return;
        }
        boolean same = first.flatMap(Attempt::failure)
                .map(e -> e.failure() == failure.failure())
                .orElse(false);
        if (second.agreed() && same) {
            findings.add(Finding.note(
                    Topic.MODE,
                    way(other) + " fails by the same: " + failure.getMessage(),
                    "as for " + asked.endpoint().uri()));
            return;
        }
        if (other.endpoint().protocol() == Protocol.HTTP) {
            // the ports of https and of RFC 2817 are seldom one service's
            findings.add(Finding.note(Topic.MODE, way(other) + " does not work: " + failure.getMessage(), ""));
            return;
        }
        boolean noTls = second.endedInClear();
        findings.add(Finding.warning(
                Topic.MODE,
                failure.failure(),
                way(other) + " does not work: " + failure.getMessage(),
                noTls
                        ? "whoever uses that port does so in clear: its owner should offer TLS there, or close it"
                        : failure.hint(),
                "On port " + other.endpoint().port() + " of your server TLS does not work: " + failure.getMessage()
                        + ". "
                        + (noTls
                                ? "Whoever uses it does so in clear, password and all; please offer TLS there, or close it."
                                : "Please set it up as on port "
                                        + asked.endpoint().port() + ".")));
    }

    /** Nobody is at the other mode's port. One mode is enough; for mail it should be the implicit one. */
    private void unused(Patient other, TlsException failure) {
        Protocol protocol = other.endpoint().protocol();
        boolean mail = protocol == Protocol.SMTP || protocol == Protocol.IMAP;
        String seen = way(other) + " is not there: " + failure.getMessage();
        findings.add(
                mail && other.endpoint().mode() == TlsMode.IMPLICIT
                        ? Finding.note(
                                Topic.MODE,
                                seen,
                                "TLS from the first byte cannot be stripped: RFC 8314 section 3 prefers it",
                                "Please offer TLS from the first byte too, on port "
                                        + protocol.defaultPort(TlsMode.IMPLICIT)
                                        + ": RFC 8314 section 3 prefers it, since nobody can strip it.")
                        : Finding.ok(Topic.MODE, seen + "; one mode is enough"));
    }

    /** RFC 8314 section 4.1: passwords in clear are to be over. */
    private void clearText(Patient upgrading, Attempt attempt) {
        List<String> transcript = attempt.transcript();
        if (!upgrading.dialect().announcesLogins() || transcript.stream().noneMatch(line -> line.startsWith("S: "))) {
            return;
        }
        Optional<String> login = upgrading.dialect().clearLogin(transcript);
        if (login.isEmpty()) {
            findings.add(Finding.ok(Topic.CLEAR_TEXT, "before TLS no login is offered"));
            return;
        }
        int port = upgrading.endpoint().port();
        findings.add(Finding.warning(
                Topic.CLEAR_TEXT,
                "before TLS, on port " + port + ", the server offers logins in clear: " + login.get(),
                "a client that is not careful sends its password so: the server's owner should take logins inside TLS"
                        + " alone (RFC 8314 section 4.1)",
                "On port " + port + " your server offers logins before TLS (" + login.get() + "). A client that is not"
                        + " careful, or is misled by somebody on the way, sends its password in clear. Please allow"
                        + " logins inside TLS alone (RFC 8314 section 4.1)."));
    }

    private static String way(Patient patient) {
        return patient.endpoint().uri()
                + (patient.endpoint().mode() == TlsMode.IMPLICIT ? ", TLS from the first byte," : ", by upgrade,");
    }

    private static String agreed(Attempt attempt) {
        return attempt.handshake().map(handshake -> ": " + describe(handshake)).orElse(" as far as its certificate");
    }

    private static String describe(TlsHandshake handshake) {
        return handshake.version() + ", " + handshake.cipherSuite()
                + handshake.group().map(group -> ", " + group).orElse("");
    }
}
