package io.github.tlsclients.doctor;

import io.github.tlsclients.session.PeerCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.CertificateFacts;
import io.github.tlsclients.tls.ServerName;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProvider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of the certificates that a server sent. A client's refusal has one reason, the first; here every
 * rule is looked at, accepted or not. Nothing is fetched: where a missing certificate can be had is told.
 */
final class CertificateCheck {
    private static final Duration SOON = Duration.ofDays(21);
    /** Short-lived certificates (CA/Browser Forum, since 2024) are renewed in their last third. */
    private static final Duration SHORT_LIVED = Duration.ofDays(10);

    private final Patient patient;
    private final Attempt attempt;
    private final SentChain chain;
    private final boolean accepted;
    private final Instant now = Instant.now();
    private final List<Finding> findings = new ArrayList<>();

    private CertificateCheck(Patient patient, Attempt attempt) {
        this.patient = patient;
        this.attempt = attempt;
        this.chain = SentChain.of(attempt.chain());
        this.accepted = !attempt.certificateRefused();
    }

    /** Looks at the chain of an attempt that came to see one. */
    static List<Finding> of(Patient patient, Attempt attempt) {
        CertificateCheck check = new CertificateCheck(patient, attempt);
        check.trust();
        check.name();
        check.chain.path().forEach(check::dates);
        check.chain.path().forEach(check::strength);
        check.chain();
        check.status();
        attempt.failure().filter(e -> attempt.certificateRefused()).ifPresent(check::refusedOtherwise);
        return check.findings;
    }

    private void trust() {
        if (accepted) {
            findings.add(Finding.ok(Topic.TRUST, "a path leads to a root that is trusted here"));
            return;
        }
        Optional<TlsException> untrusted = attempt.failure().filter(e -> e.failure() == TlsFailure.NOT_TRUSTED);
        if (untrusted.isEmpty()) {
            return;
        }
        if (chain.selfSigned()) {
            untrusted(
                    "the certificate vouches for itself, and is not trusted here: " + subject(chain.leaf()),
                    "its owner needs one from an authority; if you know that this is the one, pass it: --ca FILE",
                    "Your server's certificate is self-signed, so clients have no reason to trust it. Please get one from"
                            + " an authority that your clients know.");
        } else if (SentChain.selfIssued(chain.last())) {
            untrusted(
                    "the chain ends in a root that is not trusted here: " + subject(chain.last()),
                    "if you know that root from elsewhere, pass it: --ca FILE",
                    "The root of your server's certificate, " + subject(chain.last()) + ", is not trusted by common"
                            + " clients. Please get a certificate from an authority that your clients know, or publish"
                            + " your root where they can find it.");
        } else if (rootIsTrusted()) {
            untrusted(untrusted.get().getMessage(), untrusted.get().hint(), "");
        } else {
            missing();
        }
    }

    /** The chain stops below a root. */
    private void missing() {
        String issuer = chain.last().getIssuerX500Principal().getName();
        List<String> at = CertificateFacts.of(chain.last()).issuersAt();
        String where = at.isEmpty() ? "" : String.join(" or ", at);
        untrusted(
                "the chain stops at " + subject(chain.last()) + ": its issuer, " + issuer
                        + ", was not sent and is no root that is trusted here"
                        + (where.isEmpty() ? "; the certificate does not tell where it can be had" : ""),
                where.isEmpty()
                        ? "if it is an intermediate, the server must send it; if it is a root that you know, pass it: --ca FILE"
                        : "the server must send that certificate, which is said to be at " + where
                                + "; if it is a root that you know, pass it: --ca FILE",
                "Your server does not send the whole chain: the certificate of " + issuer + " is missing"
                        + " (RFC 8446 section 4.4.2). Browsers often hide this, other clients fail. Please put the"
                        + " intermediate's certificate behind your own in the chain file"
                        + (where.isEmpty() ? "; your authority has it." : "; it is said to be at " + where + " ."));
    }

    private void untrusted(@Nullable String seen, String fix, String owner) {
        findings.add(Finding.error(Topic.TRUST, TlsFailure.NOT_TRUSTED, String.valueOf(seen), fix, owner));
    }

    private boolean rootIsTrusted() {
        return Stream.of(TlsContext.of(patient.config()).trustManager().getAcceptedIssuers())
                .anyMatch(root -> SentChain.issued(chain.last(), root));
    }

    private void name() {
        String wanted = patient.endpoint().serverName();
        List<String> names = ServerName.of(chain.leaf());
        String found = names.isEmpty() ? "no host name at all" : String.join(", ", names);
        if (accepted || ServerName.matches(chain.leaf(), wanted)) {
            findings.add(Finding.ok(Topic.NAME, "the certificate is for " + found));
            return;
        }
        String fix = names.stream()
                .filter(name -> !name.contains("*"))
                .findFirst()
                .map(name -> "connect by that name, or pass --server-name " + name)
                .orElse("its owner must put the name in as a subject alternative name");
        findings.add(Finding.error(
                Topic.NAME,
                TlsFailure.WRONG_NAME,
                "the certificate is for " + found + "; you asked for " + wanted,
                fix,
                "Your server's certificate is for " + found + ", and not for " + wanted + ", by which clients connect."
                        + " Please add that name as a subject alternative name; the common name does not count"
                        + " (RFC 9525)."));
    }

    private void dates(X509Certificate certificate) {
        boolean leaf = certificate.equals(chain.leaf());
        PeerCertificate read = PeerCertificate.of(certificate);
        String whose = leaf ? "the certificate" : "the issuer's certificate " + subject(certificate);
        LocalDate end = read.notAfter().atZone(ZoneOffset.UTC).toLocalDate();
        Duration left = Duration.between(now, read.notAfter());
        if (left.isNegative()) {
            bad(
                    Topic.DATES,
                    TlsFailure.EXPIRED,
                    whose + " expired on " + end + ", " + days(-read.daysLeft()) + " ago",
                    leaf
                            ? "the server's owner must renew it; check this machine's clock too"
                            : "the server must send the issuer's present certificate instead",
                    leaf
                            ? "Your server's certificate expired on " + end
                                    + ". Please renew it, and let the server reload" + " it."
                            : "Your server sends an issuer's certificate that expired on " + end + ": "
                                    + subject(certificate) + ". Please replace it by the present one.");
        } else if (read.notBefore().isAfter(now)) {
            LocalDate begin = read.notBefore().atZone(ZoneOffset.UTC).toLocalDate();
            bad(
                    Topic.DATES,
                    TlsFailure.NOT_YET_VALID,
                    whose + " is not valid before " + begin,
                    "check this machine's clock, then ask the server's owner",
                    "Your server shows a certificate that is not valid before " + begin + ". Please use the present one"
                            + " until then.");
        } else if (left.compareTo(soon(read)) < 0) {
            findings.add(Finding.warning(
                    Topic.DATES,
                    whose + " expires on " + end + ", " + days(read.daysLeft()) + " left",
                    "the server's owner must renew it, and see why that has not happened by itself",
                    "Your server's certificate expires on " + end + ", in " + days(read.daysLeft())
                            + ". Please renew it," + " and check that the server loads the new one."));
        } else if (leaf) {
            findings.add(
                    Finding.ok(Topic.DATES, whose + " is valid until " + end + ", " + days(read.daysLeft()) + " left"));
        }
    }

    private static Duration soon(PeerCertificate certificate) {
        Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
        return life.compareTo(SHORT_LIVED) <= 0 ? life.dividedBy(3) : SOON;
    }

    private void strength(X509Certificate certificate) {
        if (SentChain.selfIssued(certificate) && !certificate.equals(chain.leaf())) {
            return; // a root that was sent: clients use their own copy of it
        }
        Optional<String> weakness = CertificateFacts.of(certificate).weakness();
        if (weakness.isPresent()) {
            bad(
                    Topic.STRENGTH,
                    TlsFailure.WEAK_CERTIFICATE,
                    "the certificate of " + subject(certificate) + " " + weakness.get(),
                    "the server's owner needs a certificate with at least RSA 2048 or EC P-256, and SHA-256",
                    "In your server's chain the certificate of " + subject(certificate) + " " + weakness.get()
                            + ", which is too weak today. Please get one with at least RSA 2048 or EC P-256, signed over"
                            + " SHA-256.");
        } else if (certificate.equals(chain.leaf())) {
            findings.add(Finding.ok(
                    Topic.STRENGTH,
                    "its key is " + PeerCertificate.of(certificate).key()));
        }
    }

    /** An error where clients refuse it, a warning where this configuration takes it nonetheless. */
    private void bad(Topic topic, TlsFailure failure, String seen, String fix, String owner) {
        findings.add(
                accepted
                        ? Finding.warning(topic, failure, seen, fix, owner)
                        : Finding.error(topic, failure, seen, fix, owner));
    }

    private void chain() {
        int before = findings.size();
        if (!chain.inOrder()) {
            findings.add(Finding.warning(
                    Topic.CHAIN,
                    "the chain was sent in the wrong order: " + subjects(chain.sent()),
                    "the server's chain file must have the server's own certificate first, then its issuer's, and so on",
                    "Your server sends its certificates in the wrong order; TLS 1.2 demands that each certifies the one"
                            + " before it (RFC 5246 section 7.4.2), and some clients fail otherwise. Please sort the chain"
                            + " file like this: " + subjects(chain.path()) + "."));
        }
        if (chain.rootSent()) {
            findings.add(Finding.note(
                    Topic.CHAIN,
                    "the root was sent along, which clients have or do not trust: " + subject(chain.last()),
                    "leave it out of the chain file, and each handshake is " + size(chain.last()) + " bytes shorter",
                    ""));
        }
        if (!chain.beside().isEmpty()) {
            findings.add(Finding.note(
                    Topic.CHAIN,
                    "certificates were sent that lead nowhere, or twice: " + subjects(chain.beside()),
                    "leave them out of the chain file; if one was meant as the issuer's, it is the wrong one",
                    ""));
        }
        if (findings.size() == before) {
            findings.add(Finding.ok(Topic.CHAIN, "sent in order: " + subjects(chain.sent())));
        }
    }

    private void status() {
        CertificateFacts facts = CertificateFacts.of(chain.leaf());
        boolean blind = patient.config().provider() == TlsProvider.BOUNCY_CASTLE
                && !attempt.watch().stapled();
        if (facts.stapleDemanded() && !attempt.watch().stapled() && !blind) {
            findings.add(Finding.error(
                    Topic.STATUS,
                    TlsFailure.REVOCATION_UNKNOWN,
                    "the certificate demands a stapled OCSP response (RFC 7633), and the server sent none",
                    "the server's owner must switch stapling on, or get a certificate without that demand",
                    "Your server's certificate demands OCSP stapling (RFC 7633), and your server does not staple; clients"
                            + " that check this refuse it. Please switch stapling on, and check that the server reaches"
                            + " the responder."));
        } else if (facts.stapleDemanded() && blind) {
            findings.add(Finding.note(
                    Topic.STATUS,
                    "the certificate demands a stapled OCSP response; Bouncy Castle sees none in TLS 1.3",
                    "look again with --provider jdk"));
        } else {
            findings.add(Finding.ok(
                    Topic.STATUS,
                    attempt.watch().stapled()
                            ? "the server staples its status"
                            : "no status is stapled, and the certificate does not demand it"));
        }
        if (!facts.respondersAt().isEmpty() || !facts.revocationListsAt().isEmpty()) {
            List<String> sources = new ArrayList<>();
            facts.respondersAt().forEach(at -> sources.add("OCSP at " + at));
            facts.revocationListsAt().forEach(at -> sources.add("a CRL at " + at));
            findings.add(Finding.ok(Topic.STATUS, "whether it was revoked is told by " + String.join(", ", sources)));
        }
    }

    /** A reason that is none of the above: usage, pins, revocation. */
    private void refusedOtherwise(TlsException refused) {
        boolean told = findings.stream().anyMatch(f -> f.failure().equals(Optional.of(refused.failure())));
        if (told) {
            return;
        }
        String message = String.valueOf(refused.getMessage());
        boolean ours = refused.failure() == TlsFailure.PIN_MISMATCH;
        findings.add(Finding.error(
                Topic.TRUST,
                refused.failure(),
                message,
                refused.hint(),
                ours ? "" : "Clients refuse your server's certificate: " + message + ". Please replace it."));
    }

    private static String subject(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName();
        return name.isEmpty() ? "(no subject)" : name;
    }

    private static String subjects(List<X509Certificate> certificates) {
        return String.join(
                " | ", certificates.stream().map(CertificateCheck::subject).toList());
    }

    private static String days(long days) {
        return days + (days == 1 ? " day" : " days");
    }

    private static int size(X509Certificate certificate) {
        try {
            return certificate.getEncoded().length;
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a parsed certificate has an encoding", e);
        }
    }
}
