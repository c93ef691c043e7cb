package io.github.tlsclients.cli;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.PkiFiles;
import io.github.tlsclients.lab.PkiFiles.StoreType;
import io.github.tlsclients.lab.StatusServer;
import io.github.tlsclients.tls.Secrets;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code tls pki}: a throwaway root and what it issues, as files. */
final class PkiCommand implements Callable<Integer> {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
    private static final int LONGEST_DAYS = 3_650;
    private static final int MOST_INTERMEDIATES = 8;
    private static final int PASSWORD_BYTES = 18;

    private final Syntax syntax;
    private final Supplier<Path> folder;
    private final Supplier<List<String>> names;
    private final Supplier<List<String>> clients;
    private final Supplier<String> keyType;
    private final Supplier<Integer> days;
    private final Supplier<Integer> intermediates;
    private final Supplier<Optional<String>> flaw;
    private final Supplier<String> format;
    private final Supplier<Optional<Path>> passwordFile;
    private final Supplier<Optional<Integer>> statusPort;
    private final Supplier<Boolean> force;
    private final PrintOptions print;

    PkiCommand(Syntax syntax) {
        syntax.description(
                "Makes a root, a server's certificate and clients', sound or with one thing wrong, and writes them as files.",
                "The root's key is never written: nobody can issue under it again.");
        this.syntax = syntax;
        folder = syntax.option("--out")
                .label("DIR")
                .description("the folder to write to")
                .required(Path.class);
        names = syntax.option("--name")
                .label("NAME")
                .description("a DNS name or address of the server; repeatable (default: localhost, 127.0.0.1, ::1)")
                .values(String.class);
        clients = syntax.option("--client")
                .label("NAME")
                .description("make NAME.pem and NAME.key as well; repeatable")
                .values(String.class);
        keyType = syntax.option("--key-type")
                .label("TYPE")
                .description("of every key: ec (default), ec-p384, ec-p521, rsa, rsa-pss, ed25519, ml-dsa-44, -65, -87")
                .value(String.class, "ec");
        days = syntax.option("--days")
                .label("N")
                .description("how long everything is valid (default: 30)")
                .value(Integer.class, 30);
        intermediates = syntax.option("--intermediates")
                .label("N")
                .description("authorities between root and server (default: 0)")
                .value(Integer.class, 0);
        flaw = syntax.option("--flaw")
                .label("FLAW")
                .description("what is wrong with the server's: "
                        + Stream.of(Flaw.values()).map(Flaw::text).collect(Collectors.joining(", ")))
                .value(String.class);
        format = syntax.option("--format")
                .label("pem|p12|jks")
                .description("of keys and their chains (default: pem)")
                .value(String.class, "pem");
        passwordFile = syntax.option("--password-file")
                .label("FILE")
                .description(
                        "file whose first line is to open p12 and jks files (default: a new one, written to DIR/password)")
                .value(Path.class);
        statusPort = syntax.option("--serve")
                .label("PORT")
                .description("tell by OCSP and CRL what is revoked, until interrupted; the certificates name this port")
                .alone("0")
                .value(Integer.class);
        force = syntax.option("--force")
                .description("replace files that are there")
                .flag();
        print = new PrintOptions(syntax);
    }

    @Override
    public Integer call() {
        Flaw wrong = flaw.get().map(Flaw::of).orElse(null);
        KeyType type = KeyType.of(keyType.get());
        check(wrong);
        CertificateSpec authority = CertificateSpec.authority().with(type).lasting(Duration.ofDays(days.get()));
        try (LabPki pki = LabPki.create(authority, intermediates.get())) {
            StatusServer status = statusPort.get().map(port -> start(pki, port)).orElse(null);
            CertificateSpec sound = CertificateSpec.server(serverNames().toArray(String[]::new))
                    .with(type)
                    .lasting(Duration.ofDays(days.get()));
            LabCertificate server = wrong == null ? pki.issue(sound) : pki.issue(wrong, sound);
            List<Path> written = write(files(pki, server, type, status));
            PkiResult result = new PkiResult(
                    folder.get(),
                    written,
                    format.get(),
                    serverNames(),
                    server,
                    wrong,
                    status == null ? null : status.ocspUri());
            result.print(syntax.output(), passwordFile.get().orElse(folder.get().resolve("password")), print.json());
            if (status != null) {
                syntax.output().note("ready; interrupt to stop");
                new CountDownLatch(1).await();
            }
            return 0;
        } catch (InterruptedException e) {
            return 0; // as was told
        }
    }

    private void check(@Nullable Flaw wrong) {
        within("--days", days.get(), 1, LONGEST_DAYS);
        within("--intermediates", intermediates.get(), 0, MOST_INTERMEDIATES);
        statusPort.get().ifPresent(port -> within("--serve", port, 0, 65_535));
        if (wrong == Flaw.REVOKED && statusPort.get().isEmpty()) {
            throw new TlsConfigException("a revoked certificate needs somebody who tells", "add --serve");
        }
        Set<String> taken = new HashSet<>(Set.of("root", "server", "password"));
        for (String client : clients.get()) {
            if (!client.matches("[A-Za-z0-9][A-Za-z0-9._@-]*")) {
                throw new TlsConfigException(
                        "--client \"" + client + "\" is no file name", "use letters, digits and any of . _ @ -");
            }
            if (!taken.add(client)) {
                throw new TlsConfigException("there would be two files named " + client, "give --client another name");
            }
        }
        if (!List.of("pem", "p12", "jks").contains(format.get())) {
            throw new TlsConfigException("\"" + format.get() + "\" is not a format", "use pem, p12 or jks");
        }
        if (passwordFile.get().isPresent() && format.get().equals("pem")) {
            throw new TlsConfigException(
                    "PEM keys are written without a password", "leave --password-file out, or use --format p12");
        }
    }

    private static void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new TlsConfigException(
                    option + " " + value + " is out of range", "give between " + least + " and " + most);
        }
    }

    private static StatusServer start(LabPki pki, int port) {
        try {
            return pki.status(port);
        } catch (UncheckedIOException e) {
            throw new TlsConfigException(
                    "port " + port + " is taken", "give --serve another, or none for a free one", e);
        }
    }

    private List<String> serverNames() {
        return names.get().isEmpty() ? LOOPBACK : names.get();
    }

    private PkiFiles files(LabPki pki, LabCertificate server, KeyType type, @Nullable StatusServer status) {
        Map<String, LabCertificate> certificates = new LinkedHashMap<>();
        certificates.put("server", server);
        for (String client : clients.get()) {
            certificates.put(
                    client, pki.issue(CertificateSpec.client(client).with(type).lasting(Duration.ofDays(days.get()))));
        }
        PkiFiles files = pki.files();
        files.crls(
                "root",
                pki.authorities().stream()
                        .map(ca -> status == null ? ca.crl() : status.crl(ca))
                        .toList());
        if (format.get().equals("pem")) {
            certificates.forEach(files::pem);
            return files;
        }
        StoreType store = format.get().equals("p12") ? StoreType.PKCS12 : StoreType.JKS;
        char[] password = passwordFile.get().map(Secrets::firstLine).orElseGet(PkiCommand::newPassword);
        try {
            files.trustStore("root", pki.root(), store, password);
            certificates.forEach((name, certificate) -> files.keyStore(name, certificate, store, password));
            return passwordFile.get().isPresent() ? files : files.password("password", password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private List<Path> write(PkiFiles files) {
        return force.get() ? files.replace(folder.get()) : files.write(folder.get());
    }

    private static char[] newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random).toCharArray();
    }
}
