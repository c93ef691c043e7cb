package io.github.tlsclients.session;

import io.github.tlsclients.tls.CertificateRefusedException;
import io.github.tlsclients.tls.ClassicalKeyExchangeException;
import io.github.tlsclients.tls.DataChannelException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.OperationTimeoutException;
import io.github.tlsclients.tls.SettingsOverriddenException;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TooMuchSaidException;
import io.github.tlsclients.tls.UpgradeException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an exception of any client library means. It looks for what we ourselves threw from inside the
 * library's call, then for the alert that ended a handshake, then for the socket's own complaint.
 */
public final class Diagnosis {
    /** An alert by its name of RFC 8446 section 6, as the JDK ("fatal alert: x") and Bouncy Castle ("x(70)") write it. */
    private static final Pattern ALERT = Pattern.compile("fatal alert: ([a-z_]+)|\\b([a-z]+(?:_[a-z]+)+)\\(\\d+\\)");

    /** How a server ends a handshake in whose first message there is nothing that it knows. */
    private static final Set<String> NOTHING_SHARED =
            Set.of("handshake_failure", "protocol_version", "insufficient_security", "illegal_parameter");

    private final Endpoint endpoint;
    private final HandshakeWatch watch;

    private Diagnosis(Endpoint endpoint, HandshakeWatch watch) {
        this.endpoint = endpoint;
        this.watch = watch;
    }

    /**
     * What failed.
     *
     * @param error whatever a client library threw
     * @param endpoint what it was connecting to
     * @param watch what was seen of the latest handshake
     * @return the cause by name, with a message and a hint
     */
    public static TlsException of(Throwable error, Endpoint endpoint, HandshakeWatch watch) {
        return new Diagnosis(endpoint, watch).diagnose(error);
    }

    private TlsException diagnose(Throwable error) {
        int depth = 0;
        for (Throwable t = error; t != null && depth++ < 20; t = t.getCause()) {
            TlsException known = known(t);
            if (known != null) {
                return known;
            }
        }
        depth = 0;
        @Nullable Throwable handshake = null;
        for (Throwable t = error; t != null && depth++ < 20; t = t.getCause()) {
            TlsException network = network(t, error);
            if (network != null) {
                return network;
            }
            if (t instanceof SSLException) {
                handshake = t;
            }
        }
        // Bouncy Castle's alerts are not SSLExceptions
        if (handshake != null || !alert(error).isEmpty()) {
            return handshakeFailed(error, String.valueOf((handshake == null ? error : handshake).getMessage()));
        }
        if (error instanceof IOException) {
            return new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    connectAddress() + " broke the protocol: " + error.getMessage(),
                    "check that it speaks " + endpoint.protocol().label() + " on this port",
                    watch.chain(),
                    error);
        }
        return new TlsException(
                TlsFailure.INTERNAL,
                "unexpected " + error.getClass().getSimpleName() + ": " + error.getMessage(),
                "this is a bug of ours: run again with -v and report what it prints",
                error);
    }

    /** What our own code threw, however deep a library wrapped it. */
    private @Nullable TlsException known(Throwable t) {
        if (t instanceof TlsException diagnosed) {
            return diagnosed;
        }
        if (t instanceof TlsConfigException config) {
            return new TlsException(TlsFailure.USAGE, String.valueOf(config.getMessage()), config.hint(), t);
        }
        if (t instanceof CertificateRefusedException refused) {
            return certificate(refused);
        }
        if (t instanceof UpgradeException upgrade) {
            return upgrade(upgrade);
        }
        if (t instanceof SettingsOverriddenException) {
            return new TlsException(
                    TlsFailure.HANDSHAKE_FAILED,
                    String.valueOf(t.getMessage()),
                    "leave versions, cipher suites and groups to the configuration, not to the client library",
                    watch.chain(),
                    t);
        }
        if (t instanceof TooMuchSaidException) {
            return new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    String.valueOf(t.getMessage()),
                    "do not use this server: what it says is meant to fill this machine's memory",
                    watch.chain(),
                    t);
        }
        if (t instanceof ClassicalKeyExchangeException) {
            return noPostQuantum(String.valueOf(t.getMessage()), t);
        }
        return t instanceof DataChannelException data ? dataChannel(data) : null;
    }

    private TlsException certificate(CertificateRefusedException refused) {
        X509Certificate leaf = refused.chain().get(0);
        return switch (refused.reason()) {
            case NOT_TRUSTED ->
                refused(
                        TlsFailure.NOT_TRUSTED,
                        refused,
                        "if you know who issued it, pass that root certificate: --ca FILE");
            case EXPIRED ->
                refused(
                        TlsFailure.EXPIRED,
                        refused,
                        "the server's owner must renew it; check this machine's clock too");
            case NOT_YET_VALID ->
                refused(TlsFailure.NOT_YET_VALID, refused, "check this machine's clock, then ask the server's owner");
            case WRONG_NAME -> refused(TlsFailure.WRONG_NAME, refused, wrongName(leaf));
            case WRONG_USAGE ->
                refused(
                        TlsFailure.WRONG_USAGE,
                        refused,
                        "the server's owner needs a certificate with the extended key usage serverAuth");
            case WEAK ->
                refused(
                        TlsFailure.WEAK_CERTIFICATE,
                        refused,
                        "the server's owner needs a certificate with at least RSA 2048 or EC P-256, and SHA-256");
            case REVOKED ->
                refused(
                        TlsFailure.REVOKED,
                        refused,
                        "do not trust this server: its issuer took the certificate back; its owner needs a new one");
            case REVOCATION_UNKNOWN ->
                refused(
                        TlsFailure.REVOCATION_UNKNOWN,
                        refused,
                        "check that the responder can be reached, or accept no answer: --revocation soft");
            case PIN_MISMATCH ->
                refused(
                        TlsFailure.PIN_MISMATCH,
                        refused,
                        "if the server's key was changed on purpose, pass the new --pin; otherwise somebody is in between");
        };
    }

    private static TlsException refused(TlsFailure failure, CertificateRefusedException e, String hint) {
        return new TlsException(failure, String.valueOf(e.getMessage()), hint, e.chain(), e);
    }

    private static String wrongName(X509Certificate leaf) {
        return PeerCertificate.of(leaf).names().stream()
                .filter(name -> !name.contains("*"))
                .findFirst()
                .map(name -> "connect by that name, or pass --server-name " + name)
                .orElse("the certificate names no host: its owner must put the name in as a subject alternative name");
    }

    private TlsException upgrade(UpgradeException e) {
        String message = String.valueOf(e.getMessage());
        String implicit = "try TLS from the first byte: "
                + endpoint.inMode(TlsMode.IMPLICIT).uri();
        return switch (e.reason()) {
            case NOT_OFFERED ->
                new TlsException(
                        TlsFailure.STARTTLS_NOT_OFFERED,
                        message,
                        implicit + "; if it was offered before, somebody may be stripping it",
                        e);
            case REFUSED -> new TlsException(TlsFailure.STARTTLS_REFUSED, message, implicit, e);
            case INJECTED ->
                new TlsException(
                        TlsFailure.STARTTLS_INJECTED, message, "do not trust this network path; " + implicit, e);
            case MALFORMED ->
                new TlsException(
                        TlsFailure.STARTTLS_MALFORMED,
                        message,
                        "check that the port is one for " + endpoint.protocol().label(),
                        e);
            case PREAUTHENTICATED -> new TlsException(TlsFailure.PREAUTHENTICATED, message, implicit, e);
            case PLAINTEXT_ON_TLS_PORT ->
                new TlsException(
                        TlsFailure.PLAINTEXT_ON_TLS_PORT,
                        message,
                        "if it upgrades, use " + endpoint.protocol().scheme(TlsMode.STARTTLS) + "://" + hostAndPort(),
                        e);
            case LEFT_TLS ->
                new TlsException(
                        TlsFailure.LEFT_TLS,
                        message,
                        "do not trust this network path: somebody writes into the connection, or the server left TLS",
                        e);
            case TLS_ON_UPGRADE_PORT ->
                new TlsException(
                        TlsFailure.TLS_ON_UPGRADE_PORT,
                        message,
                        "use " + endpoint.protocol().scheme(TlsMode.IMPLICIT) + "://" + hostAndPort(),
                        e);
        };
    }

    private TlsException dataChannel(DataChannelException e) {
        String message = String.valueOf(e.getMessage());
        return switch (e.reason()) {
            case NOT_RESUMED ->
                new TlsException(
                        TlsFailure.DATA_CHANNEL_NOT_RESUMED,
                        message,
                        "the server must resume sessions; try the other version (--tls 1.2 or --tls 1.3) or --provider bc",
                        e);
            case OTHER_CERTIFICATE ->
                new TlsException(
                        TlsFailure.DATA_CHANNEL_OTHER_CERTIFICATE,
                        message,
                        "do not trust this network path: somebody else answered the data connection",
                        e.chain(),
                        e);
            case CLEAR ->
                new TlsException(
                        TlsFailure.DATA_CHANNEL_CLEAR,
                        message,
                        "the server's owner must allow PROT P (RFC 4217 section 9)",
                        e);
            case TRUNCATED ->
                new TlsException(
                        TlsFailure.TRUNCATED,
                        message,
                        "run it again; if it happens each time, somebody is cutting the connection",
                        e);
        };
    }

    private @Nullable TlsException network(Throwable t, Throwable error) {
        String message = String.valueOf(t.getMessage());
        if (t instanceof UnknownHostException) {
            return new TlsException(
                    TlsFailure.UNKNOWN_HOST,
                    "no such host: " + endpoint.connectHost(),
                    "check the spelling, and that a resolver can be reached",
                    error);
        }
        if (t instanceof OperationTimeoutException) {
            return new TlsException(
                    TlsFailure.TIMEOUT,
                    connectAddress() + " answers too slowly: " + message,
                    "wait longer: --timeout 60s",
                    watch.chain(),
                    error);
        }
        if (t instanceof SocketTimeoutException) {
            return new TlsException(
                    TlsFailure.TIMEOUT,
                    "no answer from " + connectAddress() + " in time",
                    "check host and port, or wait longer: --timeout 60s",
                    watch.chain(),
                    error);
        }
        if (t instanceof NoRouteToHostException
                || t instanceof PortUnreachableException
                || message.contains("unreachable")) {
            return new TlsException(
                    TlsFailure.UNREACHABLE,
                    connectAddress() + " cannot be reached",
                    "check the address and the network",
                    error);
        }
        if (t instanceof ConnectException) {
            return new TlsException(
                    TlsFailure.CONNECTION_REFUSED,
                    "nothing listens on " + connectAddress(),
                    "check the port: " + endpoint.protocol().scheme(endpoint.mode()) + " is usually "
                            + endpoint.protocol().defaultPort(endpoint.mode()),
                    error);
        }
        boolean hungUp =
                t instanceof EOFException || (t instanceof SocketException && !(t instanceof ConnectException));
        if (!hungUp) {
            return null;
        }
        if (watch.certificateWanted() && !watch.heardSinceCertificate()) {
            return clientCertificate(error); // without an alert, or with one that was lost with the connection
        }
        return new TlsException(
                TlsFailure.CONNECTION_LOST,
                connectAddress() + " hung up",
                "check that it speaks " + endpoint.protocol().label() + " with TLS in this mode on this port",
                watch.chain(),
                error);
    }

    private TlsException handshakeFailed(Throwable error, String message) {
        String alert = alert(error);
        String text = message.toLowerCase(Locale.ROOT);
        boolean refusesClient = List.of(
                                "bad_certificate",
                                "unsupported_certificate",
                                "certificate_unknown",
                                "certificate_expired",
                                "certificate_revoked",
                                "certificate_required",
                                "unknown_ca",
                                "access_denied",
                                "handshake_failure")
                        .contains(alert)
                || text.contains("close_notify during handshake") // GnuTLS says goodbye where others say why
                // and by this that an empty Certificate message (RFC 5246 section 7.4.6) will not do
                || (alert.equals("decode_error") && !watch.certificateSent());
        if (watch.certificateWanted() && refusesClient) {
            return clientCertificate(error);
        }
        if (says(error, "missing tls feature")) {
            return new TlsException(
                    TlsFailure.REVOCATION_UNKNOWN,
                    "the certificate demands a stapled OCSP response (RFC 7633), and none was seen",
                    "Bouncy Castle sees none in TLS 1.3: use --provider jdk, or --tls 1.2",
                    watch.chain(),
                    error);
        }
        if (watch.postQuantumRequired() && watch.group().isEmpty() && NOTHING_SHARED.contains(alert)) {
            return noPostQuantum("the server takes no post-quantum key exchange: it answers " + alert, error);
        }
        if (alert.equals("protocol_version")
                || text.contains("no appropriate protocol")
                || text.contains("is not accepted by client preferences")) {
            return new TlsException(
                    TlsFailure.NO_SHARED_VERSION,
                    "the server has no TLS version that may be used here",
                    "allow both versions: leave --tls out; older ones than 1.2 are not to be had (RFC 8996)",
                    watch.chain(),
                    error);
        }
        if (alert.equals("certificate_required")) {
            return clientCertificate(error);
        }
        if (text.contains("connection reset") || text.contains("remote host terminated") || text.contains("closed")) {
            return new TlsException(
                    TlsFailure.CONNECTION_LOST,
                    connectAddress() + " hung up during the handshake",
                    "check that it speaks " + endpoint.protocol().label() + " with TLS in this mode on this port",
                    watch.chain(),
                    error);
        }
        return new TlsException(
                TlsFailure.HANDSHAKE_FAILED,
                alert.isEmpty() ? "the handshake failed: " + message : "the handshake failed: " + alert,
                "the two sides may have no cipher suite or group in common: leave --groups out, or try --tls 1.2",
                watch.chain(),
                error);
    }

    private static TlsException noPostQuantum(String message, Throwable cause) {
        return new TlsException(
                TlsFailure.NO_POST_QUANTUM,
                message,
                "its owner must switch on TLS 1.3 with X25519MLKEM768 (OpenSSL 3.5 has it); or allow classical groups",
                cause);
    }

    private TlsException clientCertificate(Throwable error) {
        if (watch.certificateSent()) {
            return new TlsException(
                    TlsFailure.CLIENT_CERTIFICATE_REFUSED,
                    "the server does not accept the client certificate",
                    "pass one that it knows, with its intermediates: --cert FILE --key FILE",
                    watch.chain(),
                    error);
        }
        return new TlsException(
                TlsFailure.CLIENT_CERTIFICATE_WANTED,
                watch.certificateWithheld()
                        ? "the server wants a client certificate, and yours was not shown since it does not fit"
                        : "the server wants a client certificate",
                watch.certificateWithheld()
                        ? "pass one of an issuer and a type of key that the server names, with its intermediates"
                        : "pass one: --cert FILE --key FILE, or --keystore FILE",
                watch.chain(),
                error);
    }

    /** What a provider found wrong stands in the cause of its alert. */
    private static boolean says(Throwable error, String words) {
        int depth = 0;
        for (Throwable t = error; t != null && depth++ < 20; t = t.getCause()) {
            if (String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT).contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static String alert(Throwable error) {
        int depth = 0;
        for (Throwable t = error; t != null && depth++ < 20; t = t.getCause()) {
            Matcher matcher = ALERT.matcher(String.valueOf(t.getMessage()));
            if (matcher.find()) {
                String jdk = matcher.group(1);
                String bouncyCastle = matcher.group(2);
                return jdk != null ? jdk : String.valueOf(bouncyCastle);
            }
        }
        return "";
    }

    private String connectAddress() {
        return bracketed(endpoint.connectHost()) + ":" + endpoint.connectPort();
    }

    private String hostAndPort() {
        return bracketed(endpoint.host()) + ":" + endpoint.port();
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
