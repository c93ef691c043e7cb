package io.github.tlsclients.session;

/** Every way in which a session can fail, with the exit code of the command line. */
public enum TlsFailure {
    /** The command, the URI or a file named in it is wrong. */
    USAGE(2),
    /** A local file cannot be read or written. */
    LOCAL_FILE(2),

    /** The resolver knows no such name. */
    UNKNOWN_HOST(3),
    /** Nothing listens on that port, or a firewall says so. */
    CONNECTION_REFUSED(3),
    /** No way leads to that address. */
    UNREACHABLE(3),
    /** No answer in time. */
    TIMEOUT(3),
    /** The peer hung up in the middle. */
    CONNECTION_LOST(3),
    /** The proxy does not open a tunnel. */
    PROXY_REFUSED(3),

    /** No path leads to a trusted root. */
    NOT_TRUSTED(4),
    /** A certificate is past its date. */
    EXPIRED(4),
    /** A certificate is not valid yet. */
    NOT_YET_VALID(4),
    /** The certificate is for other names (RFC 9525). */
    WRONG_NAME(4),
    /** The certificate is not one for a TLS server (RFC 5280). */
    WRONG_USAGE(4),
    /** An algorithm or a key of the chain is too weak. */
    WEAK_CERTIFICATE(4),
    /** No pinned key is in the path. */
    PIN_MISMATCH(4),
    /** A certificate was revoked. */
    REVOKED(4),
    /** Nobody tells whether a certificate was revoked, and the configuration wants to know. */
    REVOCATION_UNKNOWN(4),

    /** The server does not announce the upgrade. */
    STARTTLS_NOT_OFFERED(5),
    /** The server announces the upgrade and refuses it. */
    STARTTLS_REFUSED(5),
    /** Clear text came between consent and handshake. */
    STARTTLS_INJECTED(5),
    /** What came instead of a reply is not one. */
    STARTTLS_MALFORMED(5),
    /** IMAP PREAUTH: logged in before TLS (RFC 9051 section 11.1). */
    PREAUTHENTICATED(5),
    /** Clear text where TLS was expected. */
    PLAINTEXT_ON_TLS_PORT(5),
    /** Clear text in the middle of TLS. */
    LEFT_TLS(5),
    /** TLS where the upgrade's clear text was expected. */
    TLS_ON_UPGRADE_PORT(5),
    /** The server's answer leads to a place without TLS (RFC 9110 section 15.4). */
    REDIRECTED_OUT_OF_TLS(5),

    /** The two sides have no TLS version in common. */
    NO_SHARED_VERSION(6),
    /** Post-quantum key exchange is required, and the server takes none. */
    NO_POST_QUANTUM(6),
    /** The server wants a client certificate and none was shown. */
    CLIENT_CERTIFICATE_WANTED(6),
    /** The server does not accept the client certificate. */
    CLIENT_CERTIFICATE_REFUSED(6),
    /** The handshake failed for another reason: suites, groups, signature schemes. */
    HANDSHAKE_FAILED(6),

    /** User or password was refused. */
    LOGIN_REFUSED(7),
    /** The server said yes to a login by SCRAM and did not prove that it knows the password. */
    SERVER_NOT_PROVEN(7),
    /** The file, mailbox or page is not there. */
    NOT_FOUND(7),
    /** The server said no: a recipient, a size, a permission. */
    REFUSED_BY_SERVER(7),
    /** The server broke its protocol. */
    PROTOCOL_ERROR(7),

    /** The server does not protect the data connection. */
    DATA_CHANNEL_CLEAR(8),
    /** The data connection is not tied to the control connection's session. */
    DATA_CHANNEL_NOT_RESUMED(8),
    /** The data connection shows another certificate. */
    DATA_CHANNEL_OTHER_CERTIFICATE(8),

    /** The stream ended before its end was announced. */
    TRUNCATED(9),

    /** A bug of ours. */
    INTERNAL(70);

    private final int exitCode;

    TlsFailure(int exitCode) {
        this.exitCode = exitCode;
    }

    /** {@return the exit code that a command ends with} */
    public int exitCode() {
        return exitCode;
    }
}
