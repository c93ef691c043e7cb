package io.github.tlsclients.wire;

import static io.github.tlsclients.tls.TlsVectors.number;
import static io.github.tlsclients.tls.TlsVectors.vector;

import io.github.tlsclients.tls.Hello;
import io.github.tlsclients.tls.TlsNames;
import io.github.tlsclients.tls.TlsVectors;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Reads the messages of one connection's handshake, of both sides: what one says decides what the other's mean. */
final class MessageParser {
    private static final int CLIENT_HELLO = 1;
    private static final int SERVER_HELLO = 2;
    private static final int CERTIFICATE = 11;
    private static final int SERVER_KEY_EXCHANGE = 12;
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0, "HelloRequest"),
            Map.entry(CLIENT_HELLO, "ClientHello"),
            Map.entry(SERVER_HELLO, "ServerHello"),
            Map.entry(4, "NewSessionTicket"),
            Map.entry(5, "EndOfEarlyData"),
            Map.entry(8, "EncryptedExtensions"),
            Map.entry(CERTIFICATE, "Certificate"),
            Map.entry(SERVER_KEY_EXCHANGE, "ServerKeyExchange"),
            Map.entry(13, "CertificateRequest"),
            Map.entry(14, "ServerHelloDone"),
            Map.entry(15, "CertificateVerify"),
            Map.entry(16, "ClientKeyExchange"),
            Map.entry(20, "Finished"),
            Map.entry(21, "CertificateURL"),
            Map.entry(22, "CertificateStatus"),
            Map.entry(23, "SupplementalData"),
            Map.entry(24, "KeyUpdate"),
            Map.entry(25, "CompressedCertificate"));
    private static final int FATAL = 2;

    private ByteBuffer sessionId = ByteBuffer.allocate(0);
    private boolean tls13;

    /** Whether the server has chosen TLS 1.3, which tells of whatever is encrypted that it is application data. */
    boolean isTls13() {
        return tls13;
    }

    /** A message, without its header. What is shorter than it says is told by its name alone. */
    HandshakeMessage message(int type, ByteBuffer content) {
        try {
            return switch (type) {
                case CLIENT_HELLO -> clientHello(Hello.ofClient(content));
                case SERVER_HELLO -> serverHello(Hello.ofServer(content));
                case CERTIFICATE -> new HandshakeMessage.Certificate(chain(vector(content, 3)));
                case SERVER_KEY_EXCHANGE ->
                    new HandshakeMessage.ServerKeyExchange(TlsNames.groupOfKeyExchange(content));
                default -> named(type);
            };
        } catch (IllegalArgumentException e) {
            return named(type);
        }
    }

    /** A message that is not looked into. */
    static HandshakeMessage named(int type) {
        return new HandshakeMessage.Other(NAMES.getOrDefault(type, String.format(Locale.ROOT, "0x%02x", type)));
    }

    /** The content of a record of alerts. */
    static List<HandshakeMessage> alerts(ByteBuffer content) {
        List<HandshakeMessage> alerts = new ArrayList<>();
        while (content.remaining() >= 2) {
            boolean fatal = number(content, 1) == FATAL;
            alerts.add(new HandshakeMessage.Alert(fatal, TlsNames.alert(number(content, 1))));
        }
        return alerts;
    }

    private HandshakeMessage clientHello(Hello hello) {
        Fingerprint fingerprint = Fingerprint.of(hello);
        sessionId = hello.sessionId();
        return new HandshakeMessage.ClientHello(
                Offers.serverName(hello),
                Offers.protocols(hello).stream().map(Printable::text).toList(),
                names(hello.versions(), TlsNames::version),
                names(hello.cipherSuites(), TlsNames::cipherSuite),
                names(hello.groups(), TlsNames::group),
                names(Offers.keyShares(hello), TlsNames::group),
                names(hello.numbers(Offers.SIGNATURE_ALGORITHMS), TlsNames::signatureScheme),
                Offers.resuming(hello),
                fingerprint.ja3(),
                fingerprint.ja4());
    }

    private HandshakeMessage serverHello(Hello hello) {
        Optional<String> group =
                hello.extension(Offers.KEY_SHARE).map(share -> TlsNames.group(TlsVectors.number(share, 2)));
        Optional<String> protocol = Offers.protocols(hello).stream().findFirst().map(Printable::text);
        tls13 = Offers.hasTls13(hello);
        boolean resumed = tls13
                ? hello.extension(Offers.PRE_SHARED_KEY).isPresent()
                : hello.sessionId().hasRemaining() && hello.sessionId().equals(sessionId);
        return new HandshakeMessage.ServerHello(
                TlsNames.version(hello.versions().get(0)),
                TlsNames.cipherSuite(hello.cipherSuites().get(0)),
                group,
                protocol,
                hello.isRetry(),
                resumed);
    }

    /** RFC 5246 section 7.4.2. */
    private static List<X509Certificate> chain(ByteBuffer list) {
        List<X509Certificate> chain = new ArrayList<>();
        while (list.hasRemaining()) {
            ByteBuffer one = vector(list, 3);
            byte[] der = new byte[one.remaining()];
            one.get(der);
            try {
                chain.add((X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
            } catch (CertificateException e) {
                continue; // whatever it is, nobody can read it
            }
        }
        return List.copyOf(chain);
    }

    private static List<String> names(List<Integer> numbers, IntFunction<String> naming) {
        return numbers.stream().map(naming::apply).toList();
    }
}
