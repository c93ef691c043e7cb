package io.github.tlsclients.wire;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that a handshake message says.
 *
 * @param name in a word or two
 * @param value not empty
 */
record Field(String name, String value) {
    /** What this message says, in the order in which one would tell it. */
    static List<Field> of(HandshakeMessage message) {
        return fields(message).filter(field -> !field.value().isEmpty()).toList();
    }

    /** What one would tell first of this message; empty if its name tells all. */
    static String gist(HandshakeMessage message) {
        if (message instanceof HandshakeMessage.ClientHello hello) {
            return hello.serverName().orElse("");
        } else if (message instanceof HandshakeMessage.ServerHello hello) {
            return hello.cipherSuite();
        } else if (message instanceof HandshakeMessage.Certificate certificate) {
            return certificate.chain().stream()
                    .findFirst()
                    .map(leaf -> leaf.getSubjectX500Principal().getName())
                    .orElse("none");
        } else if (message instanceof HandshakeMessage.Alert alert) {
            return alert.description();
        }
        return "";
    }

    private static Stream<Field> fields(HandshakeMessage message) {
        if (message instanceof HandshakeMessage.ClientHello hello) {
            return Stream.of(
                    new Field("server name", hello.serverName().orElse("none")),
                    new Field("protocols", listed(hello.alpn())),
                    new Field("versions", listed(hello.versions())),
                    new Field("resuming", hello.resuming() ? "an earlier session" : ""),
                    new Field("JA4", hello.ja4()),
                    new Field("cipher suites", listed(hello.cipherSuites())),
                    new Field("groups", listed(hello.groups())),
                    new Field("key shares", listed(hello.keyShares())),
                    new Field("signatures", listed(hello.signatureSchemes())),
                    new Field("JA3", hello.ja3()));
        } else if (message instanceof HandshakeMessage.ServerHello hello) {
            return Stream.of(
                    new Field("version", hello.version()),
                    new Field("cipher suite", hello.cipherSuite()),
                    new Field("group", hello.group().orElse("")),
                    new Field("protocol", hello.alpn().orElse("")),
                    new Field("resumed", hello.resumed() ? "an earlier session" : ""));
        } else if (message instanceof HandshakeMessage.Certificate certificate) {
            return certificate.chain().stream().flatMap(Field::ofCertificate);
        } else if (message instanceof HandshakeMessage.ServerKeyExchange exchange) {
            return Stream.of(new Field("group", exchange.group().orElse("")));
        } else if (message instanceof HandshakeMessage.Alert alert) {
            return Stream.of(
                    new Field("level", alert.fatal() ? "fatal" : "warning"), new Field("meaning", alert.description()));
        }
        return Stream.empty();
    }

    private static Stream<Field> ofCertificate(X509Certificate certificate) {
        return Stream.of(
                new Field("subject", certificate.getSubjectX500Principal().getName()),
                new Field("names", names(certificate)),
                new Field("issuer", certificate.getIssuerX500Principal().getName()),
                new Field("not after", Shown.date(certificate.getNotAfter().toInstant())));
    }

    private static String names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? ""
                    : names.stream()
                            .map(name -> name.get(1))
                            .filter(String.class::isInstance)
                            .map(String.class::cast)
                            .collect(Collectors.joining(", "));
        } catch (CertificateParsingException e) {
            return "cannot be read";
        }
    }

    private static String listed(List<String> values) {
        return String.join(", ", values);
    }
}
