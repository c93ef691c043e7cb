package io.github.tlsclients.tls;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Trust} made real: the roots and the pins it comes to. */
final class TrustAnchors {
    private final Set<X509Certificate> roots = new LinkedHashSet<>();
    private final Set<X509Certificate> publicRoots = new HashSet<>();
    private final List<TrustPart.Pins> pins = new ArrayList<>();

    private TrustAnchors() {}

    static TrustAnchors load(Trust trust) {
        TrustAnchors anchors = new TrustAnchors();
        anchors.add(trust);
        if (anchors.roots.isEmpty()) {
            throw new TlsConfigException(
                    "the configuration trusts no root certificate",
                    anchors.pins.isEmpty()
                            ? "give at least one root certificate"
                            : "pins narrow trust and grant none: combine them with roots");
        }
        return anchors;
    }

    Set<X509Certificate> roots() {
        return Collections.unmodifiableSet(roots);
    }

    /** Whether the root came with the system or the JDK, and was not named by the user. */
    boolean isPublic(X509Certificate root) {
        return publicRoots.contains(root);
    }

    /**
     * The pins of which one must be in the path of a server of this name; empty: it is not pinned.
     *
     * @param serverName a host name or an IP address
     */
    Set<Pin> pinsFor(String serverName) {
        return pins.stream()
                .filter(part -> part.host().isEmpty() || part.host().get().matches(serverName))
                .flatMap(part -> part.pins().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Everything that is read for this trust, for whoever watches it or tells of it. */
    static Stream<Material> materials(Trust trust) {
        if (trust instanceof TrustPart.Merged merged) {
            return merged.parts().stream().flatMap(TrustAnchors::materials);
        }
        if (trust instanceof TrustPart.Platform) {
            return SystemRoots.here().bundle().stream();
        }
        return trust instanceof TrustPart.Stored stored ? Stream.of(stored.material()) : Stream.empty();
    }

    private void add(Trust trust) {
        if (trust instanceof TrustPart.Platform) {
            addPublic(SystemRoots.here().read());
        } else if (trust instanceof TrustPart.Jdk) {
            addPublic(SystemRoots.ofTheJdk());
        } else if (trust instanceof TrustPart.Stored stored) {
            roots.addAll(Contents.of(stored.material()).certificates(stored.password()));
        } else if (trust instanceof TrustPart.Certificates certificates) {
            roots.addAll(certificates.roots());
        } else if (trust instanceof TrustPart.Pins narrowing) {
            pins.add(narrowing);
        } else if (trust instanceof TrustPart.Merged merged) {
            merged.parts().forEach(this::add);
        }
    }

    private void addPublic(List<X509Certificate> others) {
        roots.addAll(others);
        publicRoots.addAll(others);
    }
}
