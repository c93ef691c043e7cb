package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * What the numbers on the wire are called in the IANA registries "TLS Parameters". A number that is not registered is
 * written in hexadecimal, as {@code 0x1234}.
 */
public final class TlsNames {
    private static final Map<Integer, String> VERSIONS = Map.of(
            0x0002, "SSLv2", 0x0300, "SSLv3", 0x0301, "TLSv1", 0x0302, "TLSv1.1", 0x0303, "TLSv1.2", 0x0304, "TLSv1.3");

    private static final Map<Integer, String> SIGNATURES = Map.ofEntries(
            Map.entry(0x0201, "rsa_pkcs1_sha1"),
            Map.entry(0x0203, "ecdsa_sha1"),
            Map.entry(0x0401, "rsa_pkcs1_sha256"),
            Map.entry(0x0403, "ecdsa_secp256r1_sha256"),
            Map.entry(0x0420, "rsa_pkcs1_sha256_legacy"),
            Map.entry(0x0501, "rsa_pkcs1_sha384"),
            Map.entry(0x0503, "ecdsa_secp384r1_sha384"),
            Map.entry(0x0520, "rsa_pkcs1_sha384_legacy"),
            Map.entry(0x0601, "rsa_pkcs1_sha512"),
            Map.entry(0x0603, "ecdsa_secp521r1_sha512"),
            Map.entry(0x0620, "rsa_pkcs1_sha512_legacy"),
            Map.entry(0x0704, "eccsi_sha256"),
            Map.entry(0x0705, "iso_ibs1"),
            Map.entry(0x0706, "iso_ibs2"),
            Map.entry(0x0707, "iso_chinese_ibs"),
            Map.entry(0x0708, "sm2sig_sm3"),
            Map.entry(0x0709, "gostr34102012_256a"),
            Map.entry(0x070a, "gostr34102012_256b"),
            Map.entry(0x070b, "gostr34102012_256c"),
            Map.entry(0x070c, "gostr34102012_256d"),
            Map.entry(0x070d, "gostr34102012_512a"),
            Map.entry(0x070e, "gostr34102012_512b"),
            Map.entry(0x070f, "gostr34102012_512c"),
            Map.entry(0x0804, "rsa_pss_rsae_sha256"),
            Map.entry(0x0805, "rsa_pss_rsae_sha384"),
            Map.entry(0x0806, "rsa_pss_rsae_sha512"),
            Map.entry(0x0807, "ed25519"),
            Map.entry(0x0808, "ed448"),
            Map.entry(0x0809, "rsa_pss_pss_sha256"),
            Map.entry(0x080a, "rsa_pss_pss_sha384"),
            Map.entry(0x080b, "rsa_pss_pss_sha512"),
            Map.entry(0x081a, "ecdsa_brainpoolP256r1tls13_sha256"),
            Map.entry(0x081b, "ecdsa_brainpoolP384r1tls13_sha384"),
            Map.entry(0x081c, "ecdsa_brainpoolP512r1tls13_sha512"),
            Map.entry(0x0904, "mldsa44"),
            Map.entry(0x0905, "mldsa65"),
            Map.entry(0x0906, "mldsa87"),
            Map.entry(0x0911, "slhdsa_sha2_128s"),
            Map.entry(0x0912, "slhdsa_sha2_128f"),
            Map.entry(0x0913, "slhdsa_sha2_192s"),
            Map.entry(0x0914, "slhdsa_sha2_192f"),
            Map.entry(0x0915, "slhdsa_sha2_256s"),
            Map.entry(0x0916, "slhdsa_sha2_256f"),
            Map.entry(0x0917, "slhdsa_shake_128s"),
            Map.entry(0x0918, "slhdsa_shake_128f"),
            Map.entry(0x0919, "slhdsa_shake_192s"),
            Map.entry(0x091a, "slhdsa_shake_192f"),
            Map.entry(0x091b, "slhdsa_shake_256s"),
            Map.entry(0x091c, "slhdsa_shake_256f"));

    private static final Map<Integer, String> ALERTS = Map.ofEntries(
            Map.entry(0, "close_notify"),
            Map.entry(10, "unexpected_message"),
            Map.entry(20, "bad_record_mac"),
            Map.entry(21, "decryption_failed"),
            Map.entry(22, "record_overflow"),
            Map.entry(30, "decompression_failure"),
            Map.entry(40, "handshake_failure"),
            Map.entry(41, "no_certificate"),
            Map.entry(42, "bad_certificate"),
            Map.entry(43, "unsupported_certificate"),
            Map.entry(44, "certificate_revoked"),
            Map.entry(45, "certificate_expired"),
            Map.entry(46, "certificate_unknown"),
            Map.entry(47, "illegal_parameter"),
            Map.entry(48, "unknown_ca"),
            Map.entry(49, "access_denied"),
            Map.entry(50, "decode_error"),
            Map.entry(51, "decrypt_error"),
            Map.entry(52, "too_many_cids_requested"),
            Map.entry(60, "export_restriction"),
            Map.entry(70, "protocol_version"),
            Map.entry(71, "insufficient_security"),
            Map.entry(80, "internal_error"),
            Map.entry(86, "inappropriate_fallback"),
            Map.entry(90, "user_canceled"),
            Map.entry(100, "no_renegotiation"),
            Map.entry(109, "missing_extension"),
            Map.entry(110, "unsupported_extension"),
            Map.entry(111, "certificate_unobtainable"),
            Map.entry(112, "unrecognized_name"),
            Map.entry(113, "bad_certificate_status_response"),
            Map.entry(114, "bad_certificate_hash_value"),
            Map.entry(115, "unknown_psk_identity"),
            Map.entry(116, "certificate_required"),
            Map.entry(117, "general_error"),
            Map.entry(120, "no_application_protocol"),
            Map.entry(121, "ech_required"));

    private TlsNames() {}

    /**
     * A version, as JSSE calls it.
     *
     * @param number such as 0x0304
     * @return such as {@code TLSv1.3}
     */
    public static String version(int number) {
        return name(number, VERSIONS);
    }

    /**
     * A cipher suite.
     *
     * @param number such as 0x1301
     * @return such as {@code TLS_AES_128_GCM_SHA256}
     */
    public static String cipherSuite(int number) {
        return name(number, Suites.NAMES);
    }

    /**
     * A group of the key exchange.
     *
     * @param number such as 29
     * @return such as {@code x25519}
     */
    public static String group(int number) {
        return NamedGroups.name(number);
    }

    /**
     * The group of a ServerKeyExchange of TLS 1.2 (RFC 8422 section 5.4, RFC 5246 section 7.4.3).
     *
     * @param message without the header of the message; its position is left alone
     * @return the curve's name, or the prime's by RFC 7919; empty if it is neither
     */
    public static Optional<String> groupOfKeyExchange(ByteBuffer message) {
        return NamedGroups.ofServerKeyExchange(message);
    }

    /**
     * A signature scheme of TLS 1.3 and 1.2.
     *
     * @param number such as 0x0403
     * @return such as {@code ecdsa_secp256r1_sha256}; pairs of TLS 1.2 alone, such as DSA's, have no name in the registry
     */
    public static String signatureScheme(int number) {
        return name(number, SIGNATURES);
    }

    /**
     * What an alert is about.
     *
     * @param number such as 48
     * @return such as {@code unknown_ca}
     */
    public static String alert(int number) {
        return name(number, ALERTS);
    }

    private static String name(int number, Map<Integer, String> known) {
        String name = known.get(number);
        return name != null ? name : hexadecimal(number);
    }

    static String hexadecimal(int number) {
        return String.format(Locale.ROOT, "0x%04x", number);
    }

    /** Read when a suite is first asked for: a handshake needs none of these names. */
    private static final class Suites {
        static final Map<Integer, String> NAMES = read();

        private static Map<Integer, String> read() {
            Properties lines = new Properties();
            try (InputStream in = TlsNames.class.getResourceAsStream("cipher-suites.properties")) {
                lines.load(Objects.requireNonNull(in));
            } catch (IOException e) {
                throw new IllegalStateException("the names of the cipher suites are part of this library", e);
            }
            Map<Integer, String> names = new HashMap<>();
            lines.forEach((number, name) -> names.put(Integer.parseInt((String) number, 16), (String) name));
            return Map.copyOf(names);
        }
    }
}
