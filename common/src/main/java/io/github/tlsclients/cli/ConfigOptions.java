package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Identity;
import io.github.tlsclients.tls.Material;
import io.github.tlsclients.tls.Protocol;
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
import java.util.function.Supplier;

/** The options that say how TLS is to be, over what a file and environment variables say. */
final class ConfigOptions {
    private final SourceOptions sources;
    private final Supplier<List<Path>> ca;
    private final Supplier<Boolean> platformTrust;
    private final Supplier<List<String>> pins;
    private final Supplier<Optional<Path>> certificate;
    private final Supplier<Optional<Path>> key;
    private final Supplier<Optional<Path>> keyPasswordFile;
    private final Supplier<Optional<Path>> keyStore;
    private final Supplier<Optional<Path>> keyStorePasswordFile;
    private final Supplier<List<String>> versions;
    private final Supplier<List<String>> groups;
    private final Supplier<Boolean> requirePostQuantum;
    private final Supplier<Optional<String>> provider;
    private final Supplier<Optional<String>> revocation;
    private final Supplier<Optional<String>> timeout;

    ConfigOptions(Syntax syntax) {
        sources = new SourceOptions(syntax);
        ca = syntax.option("--ca")
                .label("FILE")
                .description("trust the roots in this PEM file instead of the platform's; repeatable")
                .values(Path.class);
        platformTrust = syntax.option("--platform-trust")
                .description("trust the platform's roots as well")
                .flag();
        pins = syntax.option("--pin")
                .label("sha256/BASE64")
                .description("require this key in the path; repeatable")
                .values(String.class);
        certificate = file(syntax, "--cert", "client certificate with its chain, PEM or DER");
        key = file(syntax, "--key", "its private key, if that is not in the same file");
        keyPasswordFile = file(syntax, "--key-password-file", "file whose first line opens the key");
        keyStore = file(syntax, "--keystore", "client certificate and key, PKCS12 or JKS");
        keyStorePasswordFile = file(syntax, "--keystore-password-file", "file whose first line opens it");
        versions = syntax.option("--tls")
                .label("1.2|1.3")
                .description("allow this version alone; repeatable")
                .values(String.class);
        groups = syntax.option("--groups")
                .label("LIST")
                .separatedBy(",")
                .description("key-exchange groups, best first")
                .values(String.class);
        requirePostQuantum = syntax.option("--require-post-quantum")
                .description("refuse a server that takes no post-quantum key exchange")
                .flag();
        provider = syntax.option("--provider")
                .label("jdk|bc")
                .description("whose TLS: the JDK's (default) or Bouncy Castle's")
                .value(String.class);
        revocation = syntax.option("--revocation")
                .label("off|soft|hard")
                .description("whether to refuse what is revoked")
                .value(String.class);
        timeout = syntax.option("--timeout")
                .label("DURATION")
                .description("how long to wait in all, or for each 16 KiB: 500ms, 30s (default), 2m")
                .value(String.class);
    }

    private static Supplier<Optional<Path>> file(Syntax syntax, String name, String description) {
        return syntax.option(name).label("FILE").description(description).value(Path.class);
    }

    /**
     * What the sources say, and over it what the options say.
     *
     * @param profile whose keys go before the general ones
     * @throws TlsConfigException if anything asked for cannot be had
     */
    TlsConfig config(Optional<String> profile) {
        return over(sources.config(profile));
    }

    /** The same for a protocol. */
    TlsConfig config(Protocol protocol) {
        return over(sources.config(protocol));
    }

    private TlsConfig over(TlsConfig base) {
        TlsConfig.Builder builder = base.toBuilder();
        trust(base, builder);
        identity(builder);
        provider.get().ifPresent(name -> builder.from("option --provider").provider(TlsProvider.of(name)));
        revocation.get().ifPresent(how -> builder.from("option --revocation").revocation(Revocation.of(how)));
        timeout.get().ifPresent(time -> builder.from("option --timeout").timeout(TlsProperties.duration(time)));
        if (!groups.get().isEmpty()) {
            builder.from("option --groups").groups(groups.get());
        }
        if (requirePostQuantum.get()) {
            builder.from("option --require-post-quantum").requirePostQuantum();
        }
        if (!versions.get().isEmpty()) {
            TlsVersion[] wanted = versions.get().stream().map(TlsVersion::of).toArray(TlsVersion[]::new);
            builder.from("option --tls").versions(wanted[0], wanted);
        }
        return builder.build();
    }

    /** Files replace the roots that the sources name; all else is added. */
    private void trust(TlsConfig base, TlsConfig.Builder builder) {
        Optional<Trust> files = ca.get().stream().map(Trust::pem).reduce(Trust::and);
        Trust trust = files.orElse(base.trust());
        String origin = files.isPresent() ? "option --ca" : base.origin(TlsKey.TRUST);
        if (platformTrust.get()) {
            trust = trust.and(Trust.platform());
            origin += "; option --platform-trust";
        }
        if (!pins.get().isEmpty()) {
            trust = trust.and(Trust.pins(pins.get().toArray(String[]::new)));
            origin += "; option --pin";
        }
        if (trust != base.trust()) {
            builder.from(origin).trust(trust);
        }
    }

    private void identity(TlsConfig.Builder builder) {
        Optional<Material> store = keyStore.get().map(Material::file);
        Optional<Material> chain = certificate.get().map(Material::file);
        Optional<Material> own = key.get().map(Material::file);
        if (store.isPresent() && (chain.isPresent() || own.isPresent())) {
            throw new TlsConfigException("two client certificates are given", "use --keystore, or --cert and --key");
        }
        if (own.isPresent() && chain.isEmpty()) {
            throw new TlsConfigException("a key is given, and no certificate", "give --cert FILE and --key FILE");
        }
        if (keyPasswordFile.get().isPresent() && chain.isEmpty()
                || keyStorePasswordFile.get().isPresent() && store.isEmpty()) {
            throw new TlsConfigException(
                    "a password file is given, and nothing that it opens",
                    "--key-password-file goes with --cert, --keystore-password-file with --keystore");
        }
        store.ifPresent(file -> builder.from("option --keystore")
                .identity(opened(
                        keyStorePasswordFile.get(), Identity.of(file), password -> Identity.of(file, password))));
        chain.ifPresent(file -> {
            Material holder = own.orElse(file);
            builder.from("option --cert")
                    .identity(opened(
                            keyPasswordFile.get(),
                            Identity.of(file, holder),
                            password -> Identity.of(file, holder, password)));
        });
    }

    private static Identity opened(
            Optional<Path> passwordFile, Identity without, Function<char[], Identity> withPassword) {
        if (passwordFile.isEmpty()) {
            return without;
        }
        char[] password = Secrets.firstLine(passwordFile.get());
        try {
            return withPassword.apply(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
