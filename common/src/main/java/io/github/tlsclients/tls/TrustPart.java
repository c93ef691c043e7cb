package io.github.tlsclients.tls;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a {@link Trust} is made of. */
sealed interface TrustPart extends Trust {
    /** See {@link Trust#platform()}. */
    enum Platform implements TrustPart {
        INSTANCE;

        @Override
        public String toString() {
            return "platform";
        }
    }

    /** See {@link Trust#jdk()}. */
    enum Jdk implements TrustPart {
        INSTANCE;

        @Override
        public String toString() {
            return "jdk";
        }
    }

    /** See {@link Trust#of(Material, char[])}. */
    record Stored(Material material, Password password) implements TrustPart {
        @Override
        public String toString() {
            return material.name();
        }
    }

    /** See {@link Trust#certificates(X509Certificate...)}. */
    record Certificates(List<X509Certificate> roots) implements TrustPart {
        @Override
        public String toString() {
            return roots.stream()
                    .map(root -> root.getSubjectX500Principal().getName())
                    .collect(Collectors.joining("; "));
        }
    }

    /** See {@link Trust#pinsFor(String, String...)}; no host: for every one. */
    record Pins(Optional<HostPattern> host, List<Pin> pins) implements TrustPart {
        @Override
        public String toString() {
            String all = pins.stream().map(Pin::toString).collect(Collectors.joining(", "));
            return host.map(pattern -> pattern + " pinned to " + all).orElse("pinned to " + all);
        }
    }

    /** See {@link Trust#and(Trust)}. */
    record Merged(List<Trust> parts) implements TrustPart {
        @Override
        public String toString() {
            return parts.stream().map(Object::toString).collect(Collectors.joining(" and "));
        }
    }
}
