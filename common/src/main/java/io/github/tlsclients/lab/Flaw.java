package io.github.tlsclients.lab;

import io.github.tlsclients.lab.CertificateSpec.Purpose;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.Revocation;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be wrong with a server's certificate: one thing each time, so that a refusal has one reason. */
public enum Flaw implements Fault {
    /** Its last day was yesterday. */
    EXPIRED("its last day was yesterday", "RFC 5280 section 4.1.2.5", Reason.EXPIRED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(
                    sound.valid(Instant.now().minus(MONTH), Instant.now().minus(DAY)));
        }
    },
    /** Its first day is tomorrow. */
    NOT_YET_VALID("its first day is tomorrow", "RFC 5280 section 4.1.2.5", Reason.NOT_YET_VALID) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.valid(Instant.now().plus(DAY), Instant.now().plus(MONTH)));
        }
    },
    /** Its issuer's last day was yesterday; its own is not. */
    EXPIRED_ISSUER("its issuer's last day was yesterday; its own is not", "RFC 5280 section 6.1.3", Reason.EXPIRED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            Instant now = Instant.now();
            return ca.intermediate(issuer().valid(now.minus(MONTH), now.minus(DAY)))
                    .issue(sound);
        }
    },
    /** It is for {@code elsewhere.lab.test} alone. */
    WRONG_NAME("it is for elsewhere.lab.test alone", "RFC 9525 section 6", Reason.WRONG_NAME) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.names("elsewhere.lab.test").commonName("elsewhere.lab.test"));
        }
    },
    /** Its name stands in the common name alone, which verifiers ignore (RFC 9525 section 2). */
    CN_ONLY(
            "its name stands in the common name alone, which verifiers ignore",
            "RFC 9525 section 2",
            Reason.WRONG_NAME) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.names());
        }
    },
    /** It vouches for itself, and nobody else does. */
    SELF_SIGNED("it vouches for itself, and nobody else does", "RFC 5280 section 6.1", Reason.NOT_TRUSTED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return LabCertificate.selfSigned(sound);
        }
    },
    /** Its root is another one than that which clients trust. */
    UNKNOWN_ROOT("its root is another one than that which clients trust", "RFC 5280 section 6.1", Reason.NOT_TRUSTED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return LabCa.create().issue(sound);
        }
    },
    /** The server does not send its issuer's certificate, an intermediate. */
    MISSING_INTERMEDIATE(
            "the server does not send its issuer's certificate", "RFC 8446 section 4.4.2", Reason.NOT_TRUSTED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            LabCertificate issued = ca.intermediate(issuer().with(sound.key)).issue(sound);
            return new LabCertificate(issued.key(), List.of(issued.leaf()));
        }
    },
    /** Its issuer is no authority, but the holder of a server's certificate (CVE-2002-0862). */
    ISSUER_NOT_AN_AUTHORITY(
            "its issuer holds a server's certificate and is no authority",
            "RFC 5280 section 4.2.1.9, CVE-2002-0862",
            Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.intermediate(CertificateSpec.server("server.lab.test")).issue(sound);
        }
    },
    /** There are more intermediates above it than its root permits. */
    PATH_TOO_LONG(
            "there are more intermediates above it than an authority permits",
            "RFC 5280 section 4.2.1.9",
            Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.intermediate(issuer().pathLength(0)).intermediate().issue(sound);
        }
    },
    /** Its issuer may not issue for its names (RFC 5280 section 4.2.1.10). */
    NAME_NOT_PERMITTED("its issuer may not issue for its names", "RFC 5280 section 4.2.1.10", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            String[] excluded = sound.names.stream().map(Flaw::subtree).toArray(String[]::new);
            return ca.intermediate(issuer().excluding(excluded)).issue(sound);
        }
    },
    /** It is for clients. */
    WRONG_PURPOSE("it is for clients", "RFC 5280 section 4.2.1.12", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.purposes(Purpose.CLIENT));
        }
    },
    /** It has a critical extension that nobody knows (RFC 5280 section 4.2). */
    UNKNOWN_EXTENSION("it has a critical extension that nobody knows", "RFC 5280 section 4.2", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.criticalExtension("1.3.6.1.4.1.55555.1"));
        }
    },
    /** Its key is RSA with 1024 bits. */
    WEAK_KEY("its key is RSA with 1024 bits", "NIST SP 800-131A", Reason.WEAK) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.rsa(1024));
        }
    },
    /** It is signed over SHA-1. */
    SHA1_SIGNATURE("it is signed over SHA-1", "RFC 9155, SHAttered", Reason.WEAK) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.digest("SHA1"));
        }
    },
    /** Its issuer took it back: for clients that check revocation. The authority must report to a server. */
    REVOKED("its issuer took it back", "RFC 5280 section 6.3, RFC 6960", Reason.REVOKED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            LabCertificate issued = ca.issue(sound);
            ca.requireStatus().revoke(issued);
            return issued;
        }
    },
    /** It demands a stapled status, which the server does not send (RFC 7633): for clients that check revocation. */
    UNSTAPLED("it demands a stapled status, which the server does not send", "RFC 7633", Reason.REVOCATION_UNKNOWN) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.mustStaple());
        }
    };

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    private final String sentence;
    private final String source;
    private final Reason reason;

    Flaw(String sentence, String source, Reason reason) {
        this.sentence = sentence;
        this.source = source;
        this.reason = reason;
    }

    /**
     * The flaw by its short name.
     *
     * @param name such as {@code wrong-name}
     * @return the flaw
     * @throws TlsConfigException if there is none of that name
     */
    public static Flaw of(String name) {
        return Stream.of(values())
                .filter(flaw -> flaw.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new TlsConfigException(
                        "\"" + name + "\" is not a flaw",
                        "use one of " + Stream.of(values()).map(Flaw::text).collect(Collectors.joining(", "))));
    }

    /**
     * The short name, such as {@code wrong-name}.
     *
     * @return the name in lower case
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * What is wrong, such as "its last day was yesterday".
     *
     * @return the rest of a sentence about the certificate
     */
    public String sentence() {
        return sentence;
    }

    /**
     * Why a sound client refuses such a certificate.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether only a client that checks revocation can see it.
     *
     * @return true for {@link #REVOKED} and {@link #UNSTAPLED}
     */
    public boolean needsRevocation() {
        return this == REVOKED || this == UNSTAPLED;
    }

    @Override
    public Story story() {
        return new Story(Attack.IMPERSONATION, "the certificate is not good: " + sentence, source);
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        return true;
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.of(reason == Reason.WEAK ? TlsFailure.WEAK_CERTIFICATE : TlsFailure.valueOf(reason.name()));
    }

    @Override
    public void prepare(TlsConfig.Builder client, Trust lab) {
        client.trust(lab).revocation(needsRevocation() ? Revocation.HARD_FAIL : Revocation.OFF);
    }

    @Override
    public String options() {
        return needsRevocation() ? "--revocation hard" : "";
    }

    abstract LabCertificate issue(LabCa ca, CertificateSpec sound);

    private static CertificateSpec issuer() {
        return CertificateSpec.authority("Lab CA flawed intermediate");
    }

    /** The one name, or the one address, as name constraints write it. */
    private static String subtree(String name) {
        return !CertificateMaker.isAddress(name) ? name : name + (name.contains(":") ? "/128" : "/32");
    }
}
