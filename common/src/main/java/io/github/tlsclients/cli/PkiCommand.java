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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls pki}: a throwaway root and what it issues, as files. */
@Command(
        name = "pki",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a root, a server's certificate and clients', sound or with one thing wrong, and writes them as files.",
            "The root's key is never written: nobody can issue under it again."
        })
final class PkiCommand implements Callable<Integer> {
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
    private static final int LONGEST_DAYS = 3_650;
    private static final int MOST_INTERMEDIATES = 8;
    private static final int PASSWORD_BYTES = 18;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "the folder to write to")
    private Path folder = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "a DNS name or address of the server; repeatable (default: localhost, 127.0.0.1, ::1)")
    private List<String> names = List.of();

    @Option(names = "--client", paramLabel = "NAME", description = "make NAME.pem and NAME.key as well; repeatable")
    private List<String> clients = List.of();

    @Option(
            names = "--key-type",
            paramLabel = "TYPE",
            description = "of every key: ec (default), ec-p384, ec-p521, rsa, rsa-pss, ed25519, ml-dsa-44, -65, -87")
    private String keyType = "ec";

    @Option(names = "--days", paramLabel = "N", description = "how long everything is valid (default: 30)")
    private int days = 30;

    @Option(
            names = "--intermediates",
            paramLabel = "N",
            description = "authorities between root and server (default: 0)")
    private int intermediates;

    @Option(
            names = "--flaw",
            paramLabel = "FLAW",
            description = "what is wrong with the server's: ${COMPLETION-CANDIDATES}",
            completionCandidates = Flaws.class)
    private @Nullable String flaw;

    @Option(names = "--format", paramLabel = "pem|p12|jks", description = "of keys and their chains (default: pem)")
    private String format = "pem";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description =
                    "file whose first line is to open p12 and jks files (default: a new one, written to DIR/password)")
    private @Nullable Path passwordFile;

    @Option(
            names = "--serve",
            arity = "0..1",
            fallbackValue = "0",
            paramLabel = "PORT",
            description = "tell by OCSP and CRL what is revoked, until interrupted; the certificates name this port")
    private @Nullable Integer statusPort;

    @Option(names = "--force", description = "replace files that are there")
    private boolean force;

    @Option(names = "--json", description = "print the result as one JSON document")
    private boolean json;

    @Option(names = "-v", description = "tell more about a failure")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        Flaw wrong = flaw == null ? null : Flaw.of(flaw);
        KeyType type = KeyType.of(keyType);
        check(wrong);
        CertificateSpec authority = CertificateSpec.authority().with(type).lasting(Duration.ofDays(days));
        try (LabPki pki = LabPki.create(authority, intermediates)) {
            StatusServer status = statusPort == null ? null : start(pki, statusPort);
            CertificateSpec sound = CertificateSpec.server(serverNames().toArray(String[]::new))
                    .with(type)
                    .lasting(Duration.ofDays(days));
            LabCertificate server = wrong == null ? pki.issue(sound) : pki.issue(wrong, sound);
            List<Path> written = write(files(pki, server, type, status));
            PkiResult result = new PkiResult(
                    folder, written, format, serverNames(), server, wrong, status == null ? null : status.ocspUri());
            result.print(output(), passwordFile == null ? folder.resolve("password") : passwordFile, json);
            if (status != null) {
                output().note("ready; interrupt to stop");
                new CountDownLatch(1).await();
            }
            return 0;
        } catch (InterruptedException e) {
            return 0; // as was told
        }
    }

    private void check(@Nullable Flaw wrong) {
        within("--days", days, 1, LONGEST_DAYS);
        within("--intermediates", intermediates, 0, MOST_INTERMEDIATES);
        if (statusPort != null) {
            within("--serve", statusPort, 0, 65_535);
        }
        if (wrong == Flaw.REVOKED && statusPort == null) {
            throw new TlsConfigException("a revoked certificate needs somebody who tells", "add --serve");
        }
        Set<String> taken = new HashSet<>(Set.of("root", "server", "password"));
        for (String client : clients) {
            if (!client.matches("[A-Za-z0-9][A-Za-z0-9._@-]*")) {
                throw new TlsConfigException(
                        "--client \"" + client + "\" is no file name", "use letters, digits and any of . _ @ -");
            }
            if (!taken.add(client)) {
                throw new TlsConfigException("there would be two files named " + client, "give --client another name");
            }
        }
        if (!List.of("pem", "p12", "jks").contains(format)) {
            throw new TlsConfigException("\"" + format + "\" is not a format", "use pem, p12 or jks");
        }
        if (passwordFile != null && format.equals("pem")) {
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
        return names.isEmpty() ? LOOPBACK : names;
    }

    private PkiFiles files(LabPki pki, LabCertificate server, KeyType type, @Nullable StatusServer status) {
        Map<String, LabCertificate> certificates = new LinkedHashMap<>();
        certificates.put("server", server);
        for (String client : clients) {
            certificates.put(
                    client, pki.issue(CertificateSpec.client(client).with(type).lasting(Duration.ofDays(days))));
        }
        PkiFiles files = pki.files();
        files.crls(
                "root",
                pki.authorities().stream()
                        .map(ca -> status == null ? ca.crl() : status.crl(ca))
                        .toList());
        if (format.equals("pem")) {
            certificates.forEach(files::pem);
            return files;
        }
        StoreType store = format.equals("p12") ? StoreType.PKCS12 : StoreType.JKS;
        char[] password = passwordFile == null ? newPassword() : Secrets.firstLine(passwordFile);
        try {
            files.trustStore("root", pki.root(), store, password);
            certificates.forEach((name, certificate) -> files.keyStore(name, certificate, store, password));
            return passwordFile == null ? files.password("password", password) : files;
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private List<Path> write(PkiFiles files) {
        return force ? files.replace(folder) : files.write(folder);
    }

    private static char[] newPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random).toCharArray();
    }

    private Output output() {
        return Commands.output(spec.commandLine());
    }

    /** The names that {@code --flaw} takes, for its help. */
    private static final class Flaws extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("unused") // picocli calls it
        Flaws() {
            super(Stream.of(Flaw.values()).map(Flaw::text).collect(Collectors.toList()));
        }
    }
}
