package io.github.tlsclients.tls;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSession;

/**
 * Holds what a handshake has agreed on against the configuration, while the server's certificate is judged.
 *
 * <p>Sockets and engines are handed out fully set, but a client library may set them again: most enable versions and
 * cipher suites of their own. To narrow is its right. What the configuration does not allow is refused here, since no
 * setter of JSSE's can be taken away from a client. A session that is resumed was judged when it was made, and cannot
 * change its version or cipher suite.
 */
final class SettingsGuard {
    private final TlsProvider provider;
    private final Set<String> versions;
    private final Predicate<String> cipherSuites;
    private final List<String> groups;

    private SettingsGuard(
            TlsProvider provider, Set<String> versions, Predicate<String> cipherSuites, List<String> groups) {
        this.provider = provider;
        this.versions = versions;
        this.cipherSuites = cipherSuites;
        this.groups = groups;
    }

    static SettingsGuard of(TlsConfig config) {
        Offer offer = Offer.of(config);
        return new SettingsGuard(
                config.provider(),
                offer.versions().stream().map(TlsVersion::jsseName).collect(Collectors.toUnmodifiableSet()),
                config.cipherSuites().isEmpty() ? SocketSettings::isSafe : Set.copyOf(config.cipherSuites())::contains,
                offer.fixed() ? offer.groups() : List.of());
    }

    /**
     * @param agreed the session as far as the handshake has come
     * @param connection the socket or engine: JSSE does not tell which group was agreed on, but which may be
     * @throws SettingsOverriddenException if anything in it was not configured
     */
    void check(SSLSession agreed, Object connection) throws SettingsOverriddenException {
        if (!versions.contains(agreed.getProtocol())) {
            throw overridden(agreed.getProtocol() + " was agreed on");
        }
        if (!cipherSuites.test(agreed.getCipherSuite())) {
            throw overridden("the cipher suite " + agreed.getCipherSuite() + " was agreed on");
        }
        if (!groups.isEmpty() && !isConfigured(provider.groupsOf(connection), connection)) {
            throw overridden(
                    "the key-exchange groups " + String.join(", ", provider.groupsOf(connection)) + " were offered");
        }
    }

    private boolean isConfigured(List<String> offered, Object connection) {
        return offered.equals(groups)
                || GuardedSocket.requiresHybrid(connection) && offered.equals(provider.withSignatures(groups));
    }

    private static SettingsOverriddenException overridden(String what) {
        return new SettingsOverriddenException(
                "the client library changed its TLS settings: " + what + ", which the configuration does not allow");
    }
}
