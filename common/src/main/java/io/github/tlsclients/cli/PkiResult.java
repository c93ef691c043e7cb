package io.github.tlsclients.cli;

import io.github.tlsclients.lab.Flaw;
import io.github.tlsclients.lab.LabCertificate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tls pki} made.
 *
 * @param folder where the files are
 * @param files the files, in the order in which they are told
 * @param format of keys: pem, p12 or jks
 * @param names whom a sound certificate of the server's is for
 * @param server the server's certificate
 * @param flaw what is wrong with it
 * @param ocsp who tells whether it is revoked
 */
record PkiResult(
        Path folder,
        List<Path> files,
        String format,
        List<String> names,
        LabCertificate server,
        @Nullable Flaw flaw,
        @Nullable URI ocsp) {

    void print(Output output, Path passwordFile, boolean json) {
        if (json) {
            output.json(document());
            return;
        }
        int width =
                files.stream().mapToInt(file -> file.toString().length()).max().orElse(0);
        for (Path file : files) {
            output.result(String.format(
                    "%-" + width + "s  %s", file, about(file.getFileName().toString())));
        }
        if (ocsp != null) {
            output.result("OCSP=" + ocsp);
        }
        if (flaw != null) {
            output.note("the flaw: " + flaw.sentence() + "; clients are to refuse it as " + flaw.reason());
        }
        tryOut(passwordFile).forEach(command -> output.note("try: " + command));
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("files", files.stream().map(Path::toString).toList());
        document.put("names", names);
        document.put("notAfter", end());
        document.put("flaw", flaw == null ? null : flaw.text());
        document.put("refusedAs", flaw == null ? null : flaw.reason().name());
        document.put("ocsp", ocsp == null ? null : ocsp.toString());
        return document;
    }

    private String about(String file) {
        int dot = file.lastIndexOf('.');
        String name = dot < 0 ? file : file.substring(0, dot);
        return switch (file.substring(dot + 1)) {
            case "crl" -> "what is revoked";
            case "key" -> "its private key";
            case "password" -> "what opens them";
            default ->
                switch (name) {
                    case "root" -> "the root, for clients to trust";
                    case "server" ->
                        "for " + String.join(", ", names) + " until " + LocalDate.ofInstant(end(), ZoneOffset.UTC);
                    default -> "for the client " + name;
                };
        };
    }

    private List<String> tryOut(Path passwordFile) {
        Path file = folder.resolve("server." + format);
        return switch (format) {
            case "p12" -> List.of("openssl pkcs12 -info -nokeys -in " + file + " -passin file:" + passwordFile);
            case "jks" -> List.of("keytool -list -keystore " + file + " -storepass:file " + passwordFile);
            default ->
                List.of(
                        "openssl s_server -accept 8443 -www -cert " + file
                                + (server.sent().size() > 1 ? " -cert_chain " + file : "") + " -key "
                                + folder.resolve("server.key"),
                        "tls http get https://" + host() + ":8443/ --ca " + folder.resolve("root.pem")
                                + (ocsp == null ? "" : " --revocation hard"));
        };
    }

    private String host() {
        String first = names.get(0);
        return first.contains(":") ? "[" + first + "]" : first;
    }

    private Instant end() {
        return server.leaf().getNotAfter().toInstant();
    }
}
