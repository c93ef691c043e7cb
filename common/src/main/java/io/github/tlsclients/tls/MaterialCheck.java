package io.github.tlsclients.tls;

import io.github.tlsclients.tls.ConfigCheck.Finding;
import io.github.tlsclients.tls.ConfigCheck.Severity;
import io.github.tlsclients.tls.ConfigCheck.Topic;
import io.github.tlsclients.tls.Verification.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at everything that a configuration names. */
final class MaterialCheck {
    private static final String FOR_CLIENTS = "1.3.6.1.5.5.7.3.2";
    private static final String FOR_ANYTHING = "2.5.29.37.0";

    private final TlsConfig config;
    private final Duration soon;
    private final Set<Finding> findings = new LinkedHashSet<>();

    MaterialCheck(TlsConfig config, Duration soon) {
        this.config = config;
        this.soon = soon;
    }

    List<Finding> findings() {
        parts(config.trust()).forEach(this::checkRoots);
        config.identities().forEach(this::checkIdentity);
        checkWhole();
        return List.copyOf(findings);
    }

    static Finding error(Topic topic, TlsConfigException problem) {
        return new Finding(
                Severity.ERROR, topic, String.valueOf(problem.getMessage()), problem.hint(), Optional.empty());
    }

    /** A secret that everybody may read is none. That the group may is usual where a service has one of its own. */
    void checkReaders(Path secret) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(secret);
            if (mode.contains(PosixFilePermission.OTHERS_READ)) {
                warn(
                        Topic.PERMISSIONS,
                        secret + " may be read by everybody (" + PosixFilePermissions.toString(mode) + ")",
                        "run: chmod o= " + secret);
            }
        } catch (UnsupportedOperationException | IOException e) {
            return; // no such permissions here, or no such file: told where it is read
        }
    }

    private static Stream<Trust> parts(Trust trust) {
        return trust instanceof TrustPart.Merged merged
                ? merged.parts().stream().flatMap(MaterialCheck::parts)
                : trust instanceof TrustPart.Pins ? Stream.empty() : Stream.of(trust);
    }

    private void checkRoots(Trust part) {
        Set<X509Certificate> roots;
        try {
            roots = TrustAnchors.load(part).roots();
        } catch (TlsConfigException e) {
            findings.add(error(Topic.MATERIAL, e));
            return;
        }
        if (part instanceof TrustPart.Platform || part instanceof TrustPart.Jdk) {
            findings.add(new Finding(
                    Severity.OK, Topic.MATERIAL, part + ": " + roots.size() + " roots", "", Optional.empty()));
            return; // somebody else looks after these
        }
        String source = part instanceof TrustPart.Stored ? part.toString() : "a root given by code";
        roots.forEach(root -> checkCertificate(source, root));
    }

    private void checkIdentity(Identity identity) {
        identity.materials()
                .reduce((certificate, key) -> key)
                .flatMap(Material::path)
                .ifPresent(this::checkReaders);
        try {
            ClientKey client = identity.load();
            client.chain().forEach(certificate -> checkCertificate(client.source(), certificate));
            checkUse(client);
        } catch (TlsConfigException e) {
            findings.add(error(Topic.MATERIAL, e));
            identity.materials().forEach(this::checkWhatCanBeRead);
        }
        identity.materials().findFirst().ifPresent(this::checkOrder);
    }

    /** What hides behind the first mistake. */
    private void checkWhatCanBeRead(Material material) {
        try {
            material.read();
        } catch (TlsConfigException e) {
            findings.add(error(Topic.MATERIAL, e));
            return;
        }
        certificates(material).forEach(certificate -> checkCertificate(material.name(), certificate));
    }

    private static List<X509Certificate> certificates(Material material) {
        try {
            return Contents.of(material).certificates(Password.NONE);
        } catch (TlsConfigException e) {
            return List.of(); // a key, or a key store that needs its password, or told already
        }
    }

    /** RFC 8446 section 4.4.2: the sender's own certificate first, and each certifies the one before it. */
    private void checkOrder(Material material) {
        List<X509Certificate> chain = certificates(material);
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                warn(
                        Topic.CHAIN,
                        material.name() + ": " + Certificates.subject(chain.get(i)) + " is not the issuer of "
                                + Certificates.subject(chain.get(i - 1)) + ", which stands before it",
                        "put the client's own certificate first, then each one's issuer, and nothing else");
                return;
            }
        }
    }

    private void checkUse(ClientKey client) {
        try {
            List<String> uses = client.leaf().getExtendedKeyUsage();
            if (uses != null && !uses.contains(FOR_CLIENTS) && !uses.contains(FOR_ANYTHING)) {
                warn(
                        Topic.CHAIN,
                        client.source() + ": " + Certificates.subject(client.leaf()) + " is not for TLS clients",
                        "have it issued with the extended key usage clientAuth");
            }
        } catch (CertificateParsingException e) {
            warn(
                    Topic.CHAIN,
                    client.source() + ": its extended key usage cannot be read",
                    "have the certificate issued again");
        }
    }

    private void checkCertificate(String source, X509Certificate certificate) {
        String name = source + ": " + Certificates.subject(certificate);
        long left = Certificates.daysLeft(certificate);
        Instant now = Instant.now();
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = Certificates.end(certificate);
        if (now.isAfter(end)) {
            dated(Severity.ERROR, name + " expired on " + end, "replace it", left);
        } else if (now.isBefore(start)) {
            dated(Severity.ERROR, name + " is not valid before " + start, "look at this machine's clock", left);
        } else if (!end.isAfter(now.plus(soon))) {
            dated(Severity.WARNING, name + " expires on " + end + ", " + Certificates.left(left), "renew it", left);
        } else {
            dated(Severity.OK, name + ", " + Certificates.left(left), "", left);
        }
        weak(Rule.STRONG_KEYS, name, Strength.weakKey(certificate));
        // nobody relies on the signature of a certificate that signed itself
        if (!CertificateNames.selfIssued(certificate)) {
            weak(Rule.STRONG_SIGNATURES, name, Strength.weakSignature(certificate));
        }
    }

    private void weak(Rule rule, String name, @Nullable String weakness) {
        if (weakness != null) {
            findings.add(new Finding(
                    config.verification().holds(rule) ? Severity.ERROR : Severity.WARNING,
                    Topic.STRENGTH,
                    name + " " + weakness + " (rule " + rule.text() + ")",
                    "have it issued again: RSA from 2048 bit on, or EC on P-256, and SHA-256",
                    Optional.empty()));
        }
    }

    /** What none of the parts shows: unknown suites and groups, nothing to trust, settings that exclude each other. */
    private void checkWhole() {
        boolean usable = findings.stream()
                .noneMatch(finding -> finding.severity() == Severity.ERROR
                        && (finding.topic() == Topic.MATERIAL || finding.topic() == Topic.DATES));
        TlsConfig whole = usable
                ? config
                : config.toBuilder().trust(Trust.jdk()).identities(List.of()).build();
        try {
            TlsContext.of(whole).explain();
        } catch (TlsConfigException e) {
            findings.add(error(Topic.SETTING, e));
        }
    }

    private void dated(Severity severity, String message, String hint, long daysLeft) {
        findings.add(new Finding(severity, Topic.DATES, message, hint, Optional.of(daysLeft)));
    }

    private void warn(Topic topic, String message, String hint) {
        findings.add(new Finding(Severity.WARNING, topic, message, hint, Optional.empty()));
    }
}
