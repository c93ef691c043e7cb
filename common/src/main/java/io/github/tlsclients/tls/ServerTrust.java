package io.github.tlsclients.tls;

import io.github.tlsclients.tls.CertificateRefusedException.Reason;
import io.github.tlsclients.tls.Verification.Rule;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides about a server's certificate, for both providers alike: a path to a root ({@link PathBuilder}, {@link
 * PathRules}), then the name (RFC 9525), then the pins, then revocation.
 *
 * <p>The name is checked here and not by JSSE's endpoint identification, because a client library can switch the latter
 * off, both providers take names that RFC 9525 refuses, and the JDK's own check parses its whole root store first.
 */
final class ServerTrust extends X509ExtendedTrustManager {
    private final TlsConfig config;
    private final TrustAnchors anchors;
    private final PathBuilder paths;
    private final RevocationCheck revocation;
    private final SettingsGuard guard;
    private final InstantSource clock;
    private final @Nullable String boundName;

    ServerTrust(TlsConfig config) {
        this(config, TrustAnchors.load(config.trust()));
    }

    private ServerTrust(TlsConfig config, TrustAnchors anchors) {
        this(config, anchors, new PathBuilder(anchors.roots(), new PathRules(config)), InstantSource.system(), null);
    }

    ServerTrust(
            TlsConfig config,
            TrustAnchors anchors,
            PathBuilder paths,
            InstantSource clock,
            @Nullable String boundName) {
        this.config = config;
        this.anchors = anchors;
        this.paths = paths;
        this.revocation = new RevocationCheck(config.revocation(), config.timeout());
        this.guard = SettingsGuard.of(config);
        this.clock = clock;
        this.boundName = boundName;
    }

    /** The same trust, for certificates of this name alone, whatever host a client asks for. */
    ServerTrust boundTo(String name) {
        return new ServerTrust(config, anchors, paths, clock, name);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, engine.getHandshakeSession(), engine);
    }

    /** Called by code that knows no peer: accepted only where the name is bound. */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, null, null);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return anchors.roots().toArray(X509Certificate[]::new);
    }

    private void check(X509Certificate[] shown, @Nullable SSLSession session, @Nullable Object connection)
            throws CertificateException {
        HandshakeWatch.peerShowed(shown);
        List<byte[]> staples = staples(session);
        HandshakeWatch.peerStapled(staples);
        if (session != null && connection != null) {
            guard.check(session, connection);
        }
        List<X509Certificate> chain = ours(shown);
        Instant now = clock.instant();
        ValidatedPath path = paths.find(chain, now);
        checkPublicRoot(path, chain, now);
        checkPins(path, chain, checkedName(chain, session));
        revocation.check(path, chain, staples);
    }

    private static List<byte[]> staples(@Nullable SSLSession session) {
        return session instanceof ExtendedSSLSession extended ? extended.getStatusResponses() : List.of();
    }

    /** The chain as objects of the JDK, whichever provider parsed it, so that the same rules see the same things. */
    private static List<X509Certificate> ours(X509Certificate[] shown) throws CertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (X509Certificate certificate : shown) {
            try {
                chain.add((X509Certificate)
                        factory.generateCertificate(new ByteArrayInputStream(certificate.getEncoded())));
            } catch (CertificateException e) {
                throw new CertificateRefusedException(
                        Reason.WRONG_USAGE, "a certificate cannot be read: " + e.getMessage(), List.of(shown), e);
            }
        }
        return chain;
    }

    private void checkPublicRoot(ValidatedPath path, List<X509Certificate> chain, Instant now)
            throws CertificateException {
        if (anchors.isPublic(path.root())) {
            try {
                PublicRoots.check(path, now);
            } catch (CertificateException e) {
                throw new CertificateRefusedException(
                        Reason.NOT_TRUSTED,
                        "the JDK does not trust the public root for it: " + e.getMessage(),
                        chain,
                        e);
            }
        }
    }

    /** The name that was asked for, which the certificate is for. */
    private String checkedName(List<X509Certificate> chain, @Nullable SSLSession session) throws CertificateException {
        String name = boundName != null ? boundName : session == null ? null : session.getPeerHost();
        if (name == null || name.isEmpty()) {
            throw new CertificateRefusedException(
                    Reason.WRONG_NAME, "the client did not say whose certificate it expects", chain, null);
        }
        if (!ServerName.matches(chain.get(0), name, config.verification().holds(Rule.COMMON_NAME_IGNORED))) {
            List<String> names = ServerName.of(chain.get(0));
            String found = names.isEmpty() ? "no host name at all" : String.join(", ", names);
            throw new CertificateRefusedException(
                    Reason.WRONG_NAME, "the certificate is for " + found + "; you asked for " + name, chain, null);
        }
        return name;
    }

    /**
     * A pin must be in the path that was validated. What else a server sends along proves nothing: anybody can send a
     * pinned certificate beside his own.
     */
    private void checkPins(ValidatedPath path, List<X509Certificate> chain, String name) throws CertificateException {
        Set<Pin> pins = anchors.pinsFor(name);
        if (!pins.isEmpty() && path.all().noneMatch(c -> pins.contains(Pin.of(c)))) {
            throw new CertificateRefusedException(
                    Reason.PIN_MISMATCH,
                    "no key of the certificate's path is pinned; the server's own is " + Pin.of(chain.get(0)),
                    chain,
                    null);
        }
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
