package io.github.tlsclients.tls;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The keys of a configuration from outside, as {@link TlsProperties} reads it: behind {@code tls.}, behind {@code
 * tls.<profile>.} for one profile alone, and those of a client certificate behind {@code tls.identity.<name>.} too. Files
 * are absolute, or relative to the folder of the properties file that names them. No key takes a secret.
 */
public enum TlsKey {
    /** Names of profiles that keys may have beside {@code http}, {@code smtp}, {@code imap} and {@code ftp}. */
    PROFILES,
    /** Which roots: {@code platform} (default), {@code jdk} or both. */
    TRUST,
    /** Files of roots, in PEM, DER or PKCS#7; without {@code tls.trust} they are the only ones. */
    TRUST_FILES,
    /** PKCS12 or JKS file of roots. */
    TRUST_KEYSTORE,
    /** File whose first line opens {@code tls.trust-keystore}. */
    TRUST_KEYSTORE_PASSWORD_FILE,
    /** Environment variable that opens {@code tls.trust-keystore}. */
    TRUST_KEYSTORE_PASSWORD_ENV,
    /** Keys one of which must be in the path, each {@code sha256/BASE64}; behind a host, such as {@code *.lab.test}, for it. */
    PINS,
    /** Names of client certificates, best first; each has keys of its own behind {@code tls.identity.<name>.}. */
    IDENTITIES,
    /** Client certificate with its chain, in PEM, DER or PKCS#7; its key may be in it too. */
    CERTIFICATE,
    /** Private key of {@code tls.certificate}, in PEM or DER. */
    KEY,
    /** File whose first line opens the key, where it is encrypted. */
    KEY_PASSWORD_FILE,
    /** Environment variable that opens the key, where it is encrypted. */
    KEY_PASSWORD_ENV,
    /** PKCS12 or JKS file with the client certificate and its key. */
    KEYSTORE,
    /** Which entry of {@code tls.keystore}, if there are several. */
    KEYSTORE_ALIAS,
    /** File whose first line opens {@code tls.keystore}. */
    KEYSTORE_PASSWORD_FILE,
    /** Environment variable that opens {@code tls.keystore}. */
    KEYSTORE_PASSWORD_ENV,
    /** Hosts that the client certificate is for, such as {@code *.bank.test}; default: all. */
    SHOWN_TO_HOSTS,
    /** Ports that the client certificate is for; default: all. */
    SHOWN_TO_PORTS,
    /** Versions that may be negotiated: {@code 1.2}, {@code 1.3} or both (default). */
    VERSIONS,
    /** Cipher suites by their names of the IANA registry, best first; default: all with forward secrecy and AEAD. */
    CIPHER_SUITES,
    /** Key-exchange groups, best first; default: the provider's own. */
    GROUPS,
    /** Whether a key exchange that is not post-quantum is refused: {@code true} or {@code false} (default). */
    REQUIRE_POST_QUANTUM,
    /** Whose TLS: {@code jdk} (default) or {@code bc}. */
    PROVIDER,
    /** Whether revoked certificates are refused: {@code off} (default), {@code soft} or {@code hard}. */
    REVOCATION,
    /** Rules of verification that are switched off, such as {@code strong-keys}. */
    DANGEROUS_WITHOUT,
    /** How long one operation may wait for the network, or 16 KiB of a larger one: {@code 500ms}, {@code 30s} (default), {@code 2m}. */
    TIMEOUT;

    /** The keys that a named client certificate has. */
    static final Set<TlsKey> OF_AN_IDENTITY = EnumSet.range(CERTIFICATE, SHOWN_TO_PORTS);

    /**
     * The key as properties write it, without what leads it.
     *
     * @return such as {@code cipher-suites}
     */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
