package io.github.tlsclients.lab;

import io.github.tlsclients.lab.CertificateSpec.Purpose;
import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import io.github.tlsclients.tls.TlsConfigException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be wrong with a server's certificate: one thing each time, so that a refusal has one reason. */
public enum Flaw {
    /** Its last day was yesterday. */
    EXPIRED("its last day was yesterday", Reason.EXPIRED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(
                    sound.valid(Instant.now().minus(MONTH), Instant.now().minus(DAY)));
        }
    },
    /** Its first day is tomorrow. */
    NOT_YET_VALID("its first day is tomorrow", Reason.NOT_YET_VALID) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.valid(Instant.now().plus(DAY), Instant.now().plus(MONTH)));
        }
    },
    /** Its issuer's last day was yesterday; its own is not. */
    EXPIRED_ISSUER("its issuer's last day was yesterday; its own is not", Reason.EXPIRED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            Instant now = Instant.now();
            return ca.intermediate(issuer().valid(now.minus(MONTH), now.minus(DAY)))
                    .issue(sound);
        }
    },
    /** It is for {@code elsewhere.lab.test} alone. */
    WRONG_NAME("it is for elsewhere.lab.test alone", Reason.WRONG_NAME) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.names("elsewhere.lab.test").commonName("elsewhere.lab.test"));
        }
    },
    /** Its name stands in the common name alone, which verifiers ignore (RFC 9525 section 2). */
    CN_ONLY("its name stands in the common name alone, which verifiers ignore", Reason.WRONG_NAME) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.names());
        }
    },
    /** It vouches for itself, and nobody else does. */
    SELF_SIGNED("it vouches for itself, and nobody else does", Reason.NOT_TRUSTED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return LabCertificate.selfSigned(sound);
        }
    },
    /** Its root is another one than that which clients trust. */
    UNKNOWN_ROOT("its root is another one than that which clients trust", Reason.NOT_TRUSTED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return LabCa.create().issue(sound);
        }
    },
    /** The server does not send its issuer's certificate, an intermediate. */
    MISSING_INTERMEDIATE("the server does not send its issuer's certificate", Reason.NOT_TRUSTED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            LabCertificate issued = ca.intermediate(issuer().with(sound.key)).issue(sound);
            return new LabCertificate(issued.key(), List.of(issued.leaf()));
        }
    },
    /** Its issuer is no authority, but the holder of a server's certificate (CVE-2002-0862). */
    ISSUER_NOT_AN_AUTHORITY("its issuer holds a server's certificate and is no authority", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.intermediate(CertificateSpec.server("server.lab.test")).issue(sound);
        }
    },
    /** There are more intermediates above it than its root permits. */
    PATH_TOO_LONG("there are more intermediates above it than an authority permits", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.intermediate(issuer().pathLength(0)).intermediate().issue(sound);
        }
    },
    /** Its issuer may not issue for its names (RFC 5280 section 4.2.1.10). */
    NAME_NOT_PERMITTED("its issuer may not issue for its names", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            String[] excluded = sound.names.stream().map(Flaw::subtree).toArray(String[]::new);
            return ca.intermediate(issuer().excluding(excluded)).issue(sound);
        }
    },
    /** It is for clients. */
    WRONG_PURPOSE("it is for clients", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.purposes(Purpose.CLIENT));
        }
    },
    /** It has a critical extension that nobody knows (RFC 5280 section 4.2). */
    UNKNOWN_EXTENSION("it has a critical extension that nobody knows", Reason.WRONG_USAGE) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.criticalExtension("1.3.6.1.4.1.55555.1"));
        }
    },
    /** Its key is RSA with 1024 bits. */
    WEAK_KEY("its key is RSA with 1024 bits", Reason.WEAK) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.rsa(1024));
        }
    },
    /** It is signed over SHA-1. */
    SHA1_SIGNATURE("it is signed over SHA-1", Reason.WEAK) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.digest("SHA1"));
        }
    },
    /** Its issuer took it back: for clients that check revocation. The authority must report to a server. */
    REVOKED("its issuer took it back", Reason.REVOKED) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            LabCertificate issued = ca.issue(sound);
            ca.requireStatus().revoke(issued);
            return issued;
        }
    },
    /** It demands a stapled status, which the server does not send (RFC 7633): for clients that check revocation. */
    UNSTAPLED("it demands a stapled status, which the server does not send", Reason.REVOCATION_UNKNOWN) {
        @Override
        LabCertificate issue(LabCa ca, CertificateSpec sound) {
            return ca.issue(sound.mustStaple());
        }
    };

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    private final String sentence;
    private final Reason reason;

    Flaw(String sentence, Reason reason) {
        this.sentence = sentence;
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

    abstract LabCertificate issue(LabCa ca, CertificateSpec sound);

    private static CertificateSpec issuer() {
        return CertificateSpec.authority("Lab CA flawed intermediate");
    }

    /** The one name, or the one address, as name constraints write it. */
    private static String subtree(String name) {
        return !CertificateMaker.isAddress(name) ? name : name + (name.contains(":") ? "/128" : "/32");
    }
}
