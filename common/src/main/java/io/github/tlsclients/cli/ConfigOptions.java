package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Material;
import io.github.tlsclients.tls.Revocation;
import io.github.tlsclients.tls.Secrets;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsKey;
import io.github.tlsclients.tls.TlsProperties;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say how TLS is to be, over what a file and environment variables say. */
final class ConfigOptions {
    @Mixin
    private final SourceOptions sources = new SourceOptions();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "trust the roots in this PEM file instead of the platform's; repeatable")
    private List<Path> ca = List.of();

    @Option(names = "--platform-trust", description = "trust the platform's roots as well")
    private boolean platformTrust;

    @Option(names = "--pin", paramLabel = "sha256/BASE64", description = "require this key in the path; repeatable")
    private List<String> pins = List.of();

    @Option(names = "--cert", paramLabel = "FILE", description = "client certificate with its chain, PEM or DER")
    private @Nullable Path certificate;

    @Option(names = "--key", paramLabel = "FILE", description = "its private key, if that is not in the same file")
    private @Nullable Path key;

    @Option(names = "--key-password-file", paramLabel = "FILE", description = "file whose first line opens the key")
    private @Nullable Path keyPasswordFile;

    @Option(names = "--keystore", paramLabel = "FILE", description = "client certificate and key, PKCS12 or JKS")
    private @Nullable Path keyStore;

    @Option(names = "--keystore-password-file", paramLabel = "FILE", description = "file whose first line opens it")
    private @Nullable Path keyStorePasswordFile;

    @Option(names = "--tls", paramLabel = "1.2|1.3", description = "allow this version alone; repeatable")
    private List<String> versions = List.of();

    @Option(names = "--groups", paramLabel = "LIST", split = ",", description = "key-exchange groups, best first")
    private List<String> groups = List.of();

    @Option(names = "--require-post-quantum", description = "refuse a server that takes no post-quantum key exchange")
    private boolean requirePostQuantum;

    @Option(
            names = "--provider",
            paramLabel = "jdk|bc",
            description = "whose TLS: the JDK's (default) or Bouncy Castle's")
    private @Nullable String provider;

    @Option(names = "--revocation", paramLabel = "off|soft|hard", description = "whether to refuse what is revoked")
    private @Nullable String revocation;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            description = "how long to wait in all, or for each 16 KiB: 500ms, 30s (default), 2m")
    private @Nullable String timeout;

    /**
     * What the sources say, and over it what the options say.
     *
     * @param profile whose keys go before the general ones
     * @throws TlsConfigException if anything asked for cannot be had
     */
    TlsConfig config(Optional<String> profile) {
        TlsConfig base = sources.config(profile);
        TlsConfig.Builder builder = base.toBuilder();
        trust(base, builder);
        identity(builder);
        if (provider != null) {
            builder.from("option --provider").provider(TlsProvider.of(provider));
        }
        if (revocation != null) {
            builder.from("option --revocation").revocation(Revocation.of(revocation));
        }
        if (timeout != null) {
            builder.from("option --timeout").timeout(TlsProperties.duration(timeout));
        }
        if (!groups.isEmpty()) {
            builder.from("option --groups").groups(groups);
        }
        if (requirePostQuantum) {
            builder.from("option --require-post-quantum").requirePostQuantum();
        }
        if (!versions.isEmpty()) {
            TlsVersion[] wanted = versions.stream().map(TlsVersion::of).toArray(TlsVersion[]::new);
            builder.from("option --tls").versions(wanted[0], wanted);
        }
        return builder.build();
    }

    /** Files replace the roots that the sources name; all else is added. */
    private void trust(TlsConfig base, TlsConfig.Builder builder) {
        Optional<Trust> files = ca.stream().map(Trust::pem).reduce(Trust::and);
        Trust trust = files.orElse(base.trust());
        String origin = files.isPresent() ? "option --ca" : base.origin(TlsKey.TRUST);
        if (platformTrust) {
            trust = trust.and(Trust.platform());
            origin += "; option --platform-trust";
        }
        if (!pins.isEmpty()) {
            trust = trust.and(Trust.pins(pins.toArray(String[]::new)));
            origin += "; option --pin";
        }
        if (trust != base.trust()) {
            builder.from(origin).trust(trust);
        }
    }

    private void identity(TlsConfig.Builder builder) {
        if (keyStore != null) {
            if (certificate != null || key != null) {
                throw new TlsConfigException(
                        "two client certificates are given", "use --keystore, or --cert and --key");
            }
            Material store = Material.file(keyStore);
            builder.from("option --keystore")
                    .identity(
                            opened(keyStorePasswordFile, Identity.of(store), password -> Identity.of(store, password)));
        } else if (certificate != null) {
            Material chain = Material.file(certificate);
            Material own = key == null ? chain : Material.file(key);
            builder.from("option --cert")
                    .identity(opened(
                            keyPasswordFile, Identity.of(chain, own), password -> Identity.of(chain, own, password)));
        } else if (key != null) {
            throw new TlsConfigException("a key is given, and no certificate", "give --cert FILE and --key FILE");
        }
        if (keyPasswordFile != null && certificate == null || keyStorePasswordFile != null && keyStore == null) {
            throw new TlsConfigException(
                    "a password file is given, and nothing that it opens",
                    "--key-password-file goes with --cert, --keystore-password-file with --keystore");
        }
    }

    private static Identity opened(
            @Nullable Path passwordFile, Identity without, Function<char[], Identity> withPassword) {
        if (passwordFile == null) {
            return without;
        }
        char[] password = Secrets.firstLine(passwordFile);
        try {
            return withPassword.apply(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
