package io.github.tlsclients.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A {@link Trust} made real: the roots and the pins it comes to. */
final class TrustAnchors {
    /** Where Linux distributions keep the system's roots: Debian and Arch, Red Hat, SUSE, Alpine. */
    private static final List<Path> SYSTEM_BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    private final Set<X509Certificate> roots = new LinkedHashSet<>();
    private final Set<Pin> pins = new LinkedHashSet<>();

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

    Set<Pin> pins() {
        return Collections.unmodifiableSet(pins);
    }

    /** The pins of which one must be in the path of a server of this name; empty: it is not pinned. */
    Set<Pin> pinsFor(String serverName) {
        return pins();
    }

    /** Everything that is read for this trust, for whoever watches it or tells of it. */
    static Stream<Material> materials(Trust trust) {
        if (trust instanceof TrustPart.Merged merged) {
            return merged.parts().stream().flatMap(TrustAnchors::materials);
        }
        if (trust instanceof TrustPart.Platform) {
            return systemBundle().stream();
        }
        return trust instanceof TrustPart.Stored stored ? Stream.of(stored.material()) : Stream.empty();
    }

    private void add(Trust trust) {
        if (trust instanceof TrustPart.Platform) {
            addPlatform();
        } else if (trust instanceof TrustPart.Jdk) {
            addJdk();
        } else if (trust instanceof TrustPart.Stored stored) {
            if (stored.password().equals(Password.NONE)) {
                roots.addAll(Pem.certificates(stored.material()));
            } else {
                add(KeyStores.load(stored.material(), stored.password()));
            }
        } else if (trust instanceof TrustPart.Certificates certificates) {
            roots.addAll(certificates.roots());
        } else if (trust instanceof TrustPart.Pins narrowing) {
            pins.addAll(narrowing.pins());
        } else if (trust instanceof TrustPart.Merged merged) {
            merged.parts().forEach(this::add);
        }
    }

    private void addPlatform() {
        if (isSystem("windows")) {
            addSystemStore("Windows-ROOT");
        } else if (isSystem("mac")) {
            addSystemStore("KeychainStore");
            addJdk(); // the key chain store shows the user's roots, not Apple's
        } else {
            systemBundle().ifPresentOrElse(bundle -> roots.addAll(Pem.certificates(bundle)), this::addJdk);
        }
    }

    /** The file that the system keeps its roots in; none where it has another kind of store. */
    private static Optional<Material> systemBundle() {
        return isSystem("windows") || isSystem("mac")
                ? Optional.empty()
                : SYSTEM_BUNDLES.stream().filter(Files::isReadable).findFirst().map(Material::file);
    }

    private static boolean isSystem(String name) {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains(name);
    }

    private void addSystemStore(String type) {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            add(store);
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsConfigException(
                    "the system's root store " + type + " cannot be read", "name the roots by --ca", e);
        }
    }

    private void addJdk() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null);
            X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
            roots.addAll(List.of(manager.getAcceptedIssuers()));
        } catch (GeneralSecurityException e) {
            throw new TlsConfigException("the JDK's root store cannot be read", "name the roots by --ca", e);
        }
    }

    private void add(KeyStore store) {
        try {
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    roots.add(certificate);
                }
            }
        } catch (KeyStoreException e) {
            throw new IllegalStateException("a loaded key store lists its entries", e);
        }
    }
}
