package io.github.tlsclients.tls;

import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a server's certificate, for both providers alike: the path by the JDK's PKIX (RFC 5280), then the name
 * (RFC 9525), then the pins.
 *
 * <p>The name is checked here and not by JSSE's endpoint identification, because a client library can switch the latter
 * off, both providers take names that RFC 9525 refuses, and the JDK's own check parses its whole root store first.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    private final TrustAnchors anchors;
    private final X509TrustManager pathCheck;
    private final SettingsGuard guard;
    private final @Nullable String boundName;

    ServerTrust(TrustAnchors anchors, SettingsGuard guard) throws GeneralSecurityException {
        this(anchors, guard, pathCheck(anchors.roots(), null), null);
    }

    private ServerTrust(
            TrustAnchors anchors, SettingsGuard guard, X509TrustManager pathCheck, @Nullable String boundName) {
        this.anchors = anchors;
        this.guard = guard;
        this.pathCheck = pathCheck;
        this.boundName = boundName;
    }

    /** The same trust, for certificates of this name alone, whatever host a client asks for. */
    ServerTrust boundTo(String name) {
        return new ServerTrust(anchors, guard, pathCheck, name);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, authType, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, authType, engine.getHandshakeSession(), engine);
    }

    /** Called by code that knows no peer: accepted only where the name is bound. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, authType, null, null);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pathCheck.getAcceptedIssuers();
    }

    private void check(
            X509Certificate[] chain, String authType, @Nullable SSLSession session, @Nullable Object connection)
            throws CertificateException {
        HandshakeWatch.peerShowed(chain);
        if (session != null && connection != null) {
            guard.check(session, connection);
        }
        checkPath(chain, authType);
        checkName(chain, session);
        checkPins(chain);
    }

    private void checkPath(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            pathCheck.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            throw explained(chain, authType, e);
        }
    }

    private void checkName(X509Certificate[] chain, @Nullable SSLSession session) throws CertificateException {
        String name = boundName != null ? boundName : session == null ? null : session.getPeerHost();
        if (name == null || name.isEmpty()) {
            throw new CertificateRefusedException(
                    Reason.WRONG_NAME, "the client did not say whose certificate it expects", List.of(chain), null);
        }
        if (!ServerName.matches(chain[0], name)) {
            List<String> names = ServerName.of(chain[0]);
            String found = names.isEmpty() ? "no host name at all" : String.join(", ", names);
            throw new CertificateRefusedException(
                    Reason.WRONG_NAME,
                    "the certificate is for " + found + "; you asked for " + name,
                    List.of(chain),
                    null);
        }
    }

    /**
     * A pin must be in the path that was validated. What else a server sends along proves nothing: anybody can send a
     * pinned certificate beside his own.
     */
    private void checkPins(X509Certificate[] chain) throws CertificateException {
        if (!anchors.pins().isEmpty()
                && validatedPath(chain).noneMatch(c -> anchors.pins().contains(Pin.of(c)))) {
            throw new CertificateRefusedException(
                    Reason.PIN_MISMATCH,
                    "no key of the certificate's path is pinned; the server's own is " + Pin.of(chain[0]),
                    List.of(chain),
                    null);
        }
    }

    private Stream<X509Certificate> validatedPath(X509Certificate[] chain) throws CertificateException {
        X509CertSelector leaf = new X509CertSelector();
        leaf.setCertificate(chain[0]);
        try {
            PKIXBuilderParameters parameters = parameters(anchors.roots(), leaf);
            parameters.addCertStore(
                    CertStore.getInstance("Collection", new CollectionCertStoreParameters(List.of(chain))));
            PKIXCertPathBuilderResult result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            return Stream.concat(
                    result.getCertPath().getCertificates().stream().map(X509Certificate.class::cast),
                    Stream.of(result.getTrustAnchor().getTrustedCert()));
        } catch (GeneralSecurityException e) {
            throw new CertificateRefusedException(
                    Reason.PIN_MISMATCH, "no path of the certificate can be held against the pins", List.of(chain), e);
        }
    }

    /**
     * Why a path was not found. Path building tells of a missing issuer and of a passed date alike that it found no
     * path, so the question is put again for a day on which the certificates were valid.
     */
    private CertificateRefusedException explained(
            X509Certificate[] chain, String authType, CertificateException cause) {
        List<X509Certificate> shown = List.of(chain);
        Instant now = Instant.now();
        for (X509Certificate certificate : shown) {
            Instant end = certificate.getNotAfter().toInstant();
            Instant start = certificate.getNotBefore().toInstant();
            boolean expired = now.isAfter(end);
            if ((expired || now.isBefore(start)) && trustedOn(expired ? end : start, chain, authType)) {
                String whose = certificate.equals(chain[0]) ? "the certificate" : "an issuer's certificate";
                return expired
                        ? new CertificateRefusedException(Reason.EXPIRED, whose + " expired on " + end, shown, cause)
                        : new CertificateRefusedException(
                                Reason.NOT_YET_VALID, whose + " is not valid before " + start, shown, cause);
            }
        }
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CertificateExpiredException) {
                return new CertificateRefusedException(Reason.EXPIRED, "a certificate has expired", shown, cause);
            }
            if (t instanceof CertificateNotYetValidException) {
                return new CertificateRefusedException(
                        Reason.NOT_YET_VALID, "a certificate is not valid yet", shown, cause);
            }
            if (t instanceof CertPathValidatorException path && path.getReason() == BasicReason.ALGORITHM_CONSTRAINED) {
                return new CertificateRefusedException(
                        Reason.WEAK, "the certificate chain is too weak: " + path.getMessage(), shown, cause);
            }
        }
        String message = String.valueOf(cause.getMessage());
        if (message.contains("xtended key usage") || message.contains("KeyUsage")) {
            return new CertificateRefusedException(
                    Reason.WRONG_USAGE, "the certificate is not one for TLS servers: " + message, shown, cause);
        }
        return new CertificateRefusedException(Reason.NOT_TRUSTED, untrusted(chain), shown, cause);
    }

    private static String untrusted(X509Certificate[] chain) {
        X509Certificate last = chain[chain.length - 1];
        String issuer = last.getIssuerX500Principal().getName();
        return chain.length == 1 && last.getSubjectX500Principal().equals(last.getIssuerX500Principal())
                ? "the certificate is self-signed and not trusted: " + issuer
                : "the certificate's issuer is not trusted: " + issuer;
    }

    private boolean trustedOn(Instant day, X509Certificate[] chain, String authType) {
        try {
            pathCheck(anchors.roots(), Date.from(day)).checkServerTrusted(chain, authType);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static X509TrustManager pathCheck(Set<X509Certificate> roots, @Nullable Date date)
            throws GeneralSecurityException {
        PKIXBuilderParameters parameters = parameters(roots, new X509CertSelector());
        if (date != null) {
            parameters.setDate(date);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return (X509TrustManager) factory.getTrustManagers()[0];
    }

    private static PKIXBuilderParameters parameters(Set<X509Certificate> roots, X509CertSelector target)
            throws InvalidAlgorithmParameterException {
        Set<TrustAnchor> trusted =
                roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, target);
        parameters.setRevocationEnabled(false);
        return parameters;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw clientsOnly();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw clientsOnly();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw clientsOnly();
    }

    private static CertificateException clientsOnly() {
        return new CertificateException("this trust is for clients, which check servers");
    }
}
