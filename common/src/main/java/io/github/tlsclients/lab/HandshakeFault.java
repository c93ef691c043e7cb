package io.github.tlsclients.lab;

import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.util.Optional;

/** What can go wrong in a handshake apart from the certificate, which has its {@link Flaw}s. */
public enum HandshakeFault implements Fault {
    /** The server knows TLS 1.0 alone. */
    TLS_1_0(Attack.WEAK_TLS, "the server speaks TLS 1.0 and nothing later", "RFC 8996", TlsFailure.NO_SHARED_VERSION),
    /** The server knows TLS 1.1 alone. */
    TLS_1_1(Attack.WEAK_TLS, "the server speaks TLS 1.1 and nothing later", "RFC 8996", TlsFailure.NO_SHARED_VERSION),
    /** The server answers with SSL 3.0, which POODLE broke. */
    SSL_3_0(Attack.WEAK_TLS, "the server speaks SSL 3.0", "RFC 7568, CVE-2014-3566", TlsFailure.NO_SHARED_VERSION),
    /** The server says that it shares no version with the client. */
    VERSION_REFUSED(
            Attack.WEAK_TLS,
            "the server refuses each version that the client offers",
            "RFC 8446 section 6.2, protocol_version",
            TlsFailure.NO_SHARED_VERSION),
    /** Somebody turned TLS 1.3 into 1.2 on the way; the server's random number tells. */
    DOWNGRADED(
            Attack.WEAK_TLS,
            "the server agrees to TLS 1.2, and its random number says that it could do 1.3",
            "RFC 8446 section 4.1.3",
            TlsFailure.HANDSHAKE_FAILED),
    /** The server finds no suite that it likes. */
    NO_SHARED_SUITE(
            Attack.WEAK_TLS,
            "the server shares no cipher suite with the client",
            "RFC 8446 section 6.2, handshake_failure",
            TlsFailure.HANDSHAKE_FAILED),
    /** The server picks a suite without encryption, which nobody offered. */
    SUITE_WITHOUT_ENCRYPTION(
            Attack.WEAK_TLS,
            "the server picks TLS_RSA_WITH_NULL_SHA256, which nobody offered",
            "RFC 5246 section 7.4.1.3",
            TlsFailure.HANDSHAKE_FAILED),
    /** The server picks a suite of the export kind, which nobody offered. */
    EXPORT_SUITE(
            Attack.WEAK_TLS,
            "the server picks TLS_RSA_EXPORT_WITH_RC4_40_MD5, which nobody offered",
            "FREAK, CVE-2015-0204",
            TlsFailure.HANDSHAKE_FAILED),
    /** The ServerHello is noise. */
    GARBLED_HELLO(
            Attack.WEAK_TLS,
            "the ServerHello is no message of TLS",
            "RFC 8446 section 6.2, decode_error",
            TlsFailure.HANDSHAKE_FAILED),
    /** The first record says that it is longer than records are. */
    OVERSIZED_RECORD(
            Attack.EXHAUSTION,
            "the first record is longer than records may be",
            "RFC 8446 section 5.1, record_overflow",
            TlsFailure.HANDSHAKE_FAILED),
    /** The server wants a client certificate, and the client has none. */
    CLIENT_CERTIFICATE_DEMANDED(
            Attack.IMPERSONATION,
            "the server lets nobody in without a client certificate",
            "RFC 8446 section 6.2, certificate_required",
            TlsFailure.CLIENT_CERTIFICATE_WANTED),
    /** The certificate is sound, and not the one that the client knows. */
    PIN_MISMATCH(
            Attack.IMPERSONATION,
            "the certificate is sound, and its key is not the one that the client has pinned",
            "RFC 7469 section 2.6",
            TlsFailure.PIN_MISMATCH) {
        @Override
        public void prepare(TlsConfig.Builder client, Trust lab) {
            client.trust(lab.and(Trust.pins(OTHER_KEY)));
        }

        @Override
        public String options() {
            return "--pin " + OTHER_KEY;
        }
    };

    /** The hash of no key that anybody has. */
    private static final String OTHER_KEY = "sha256/" + "A".repeat(43) + "=";

    private final Story story;
    private final TlsFailure failure;

    HandshakeFault(Attack attack, String sentence, String source, TlsFailure failure) {
        this.story = new Story(attack, sentence, source);
        this.failure = failure;
    }

    @Override
    public Story story() {
        return story;
    }

    @Override
    public boolean plays(Protocol protocol, TlsMode mode) {
        // FTP on Bouncy Castle asks for TLS 1.2 alone, where that number is no lie
        return this != DOWNGRADED || protocol != Protocol.FTP;
    }

    @Override
    public Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        return Optional.of(failure);
    }
}
