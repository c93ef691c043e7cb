package io.github.tlsclients.wire;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.wire.Leak.Kind;
import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.ContentType;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Views made by hand, of sessions as they could have been: what a page has to show. */
public final class SampleViews {
    /** Markup, a mark that turns text around, and more than fits on any line. */
    public static final String HOSTILE =
            "<script>alert(1)</script><img src=x onerror=alert(2)>\" ' & \u202Eevil\u0000\uD800 ]]> -->"
                    + "W".repeat(400);

    private static final Instant BEGUN = Instant.parse("2026-11-24T08:16:48Z");
    private static final String KEPT_LOGIN = "the login and the password";

    private final List<WireEvent> events = new ArrayList<>();
    private final int port;
    private final int number;
    private Duration now;
    private Optional<Integer> tlsBegins = Optional.empty();

    private SampleViews(int number, int port, Duration opened) {
        this.number = number;
        this.port = port;
        this.now = opened;
    }

    /** One of each. */
    public static List<WireView> all() {
        return List.of(upgraded(), implicit(), twoConnections(), withoutTls(), hostile(), longTransfer());
    }

    /** SMTP that is upgraded to TLS 1.3, with a pause. */
    public static WireView upgraded() {
        SampleViews smtp = new SampleViews(1, 587, Duration.ofMillis(2))
                .server(
                        "220 mail.lab.test ESMTP ready, and what it has to say of itself takes more than one narrow line")
                .client("EHLO localhost")
                .server("250-mail.lab.test")
                .server("250-STARTTLS")
                .server("250 8BITMIME")
                .client("STARTTLS")
                .server("220 go ahead")
                .hello("mail.lab.test", List.of())
                .serverHello("TLSv1.3", "TLS_AES_256_GCM_SHA384")
                .plain(Direction.TO_CLIENT, ContentType.CHANGE_CIPHER_SPEC, 6)
                .sealed(Direction.TO_CLIENT, 39, 1_204, 286, 74)
                .sealed(Direction.TO_SERVER, 74)
                .sealed(Direction.TO_CLIENT, 255)
                .sealed(Direction.TO_SERVER, 38, 84)
                .later(Duration.ofMillis(1_250))
                .sealed(Direction.TO_CLIENT, 60)
                .sealed(Direction.TO_SERVER, 16_401, 3_050)
                .sealed(Direction.TO_CLIENT, 51);
        return view(
                "smtp+starttls://mail.lab.test:587",
                List.of(smtp.closed()),
                List.of(
                        new Leak(Kind.NAME_LOOKUP, "mail.lab.test"),
                        new Leak(Kind.ADDRESSES, "192.0.2.7:49200 visits 192.0.2.25:587"),
                        new Leak(Kind.CLEAR_DIALOGUE, "7 lines before the upgrade"),
                        new Leak(Kind.SERVER_NAME, "mail.lab.test"),
                        new Leak(Kind.CLIENT, "JA4 t13d1516h2_8daaf6152771_e5627efa2ab1"),
                        new Leak(Kind.PARAMETERS, "TLSv1.3, TLS_AES_256_GCM_SHA384, X25519MLKEM768"),
                        new Leak(Kind.SIZES, "19.7 kB to the server, 2.0 kB to the client"),
                        new Leak(Kind.RHYTHM, "27 events in 1.4 s")),
                List.of(KEPT_LOGIN, "the mail, its sender and who it is for", "the server's certificate"));
    }

    /** HTTPS by TLS 1.2, which shows certificates. */
    public static WireView implicit() {
        SampleViews https = new SampleViews(1, 443, Duration.ofMillis(3))
                .hello("www.lab.test", List.of("h2", "http/1.1"))
                .serverHello("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        https.record(
                Direction.TO_CLIENT,
                ContentType.HANDSHAKE,
                false,
                912,
                List.of(
                        new HandshakeMessage.Certificate(List.of(
                                LabCa.create().issue("www.lab.test", "lab.test").leaf())),
                        new HandshakeMessage.ServerKeyExchange(Optional.of("x25519")),
                        new HandshakeMessage.Other("ServerHelloDone")));
        https.record(
                Direction.TO_SERVER,
                ContentType.HANDSHAKE,
                false,
                42,
                List.of(new HandshakeMessage.Other("ClientKeyExchange")));
        https.plain(Direction.TO_SERVER, ContentType.CHANGE_CIPHER_SPEC, 6);
        https.record(Direction.TO_SERVER, ContentType.HANDSHAKE, true, 45, List.of());
        https.plain(Direction.TO_CLIENT, ContentType.CHANGE_CIPHER_SPEC, 6);
        https.record(Direction.TO_CLIENT, ContentType.HANDSHAKE, true, 45, List.of());
        https.sealed(Direction.TO_SERVER, 312).sealed(Direction.TO_CLIENT, 820, 9_400);
        return view(
                "https://www.lab.test/",
                List.of(https.closed()),
                List.of(
                        new Leak(Kind.SERVER_NAME, "www.lab.test"),
                        new Leak(Kind.SERVER_CERTIFICATE, "www.lab.test, lab.test"),
                        new Leak(Kind.SIZES, "10.2 kB came")),
                List.of("the path and the query", "headers and cookies", "the page"));
    }

    /** FTP, whose data has a connection of its own. */
    public static WireView twoConnections() {
        SampleViews control = new SampleViews(1, 21, Duration.ofMillis(1))
                .server("220 ready")
                .client("AUTH TLS")
                .server("234 go ahead")
                .hello("ftp.lab.test", List.of())
                .serverHello("TLSv1.3", "TLS_AES_128_GCM_SHA256")
                .sealed(Direction.TO_CLIENT, 1_400)
                .sealed(Direction.TO_SERVER, 74, 32)
                .sealed(Direction.TO_CLIENT, 55);
        SampleViews data = new SampleViews(2, 30_021, Duration.ofMillis(90))
                .hello("ftp.lab.test", List.of())
                .serverHello("TLSv1.3", "TLS_AES_128_GCM_SHA256")
                .sealed(Direction.TO_CLIENT, 1_206, 4_001);
        return view(
                "ftp+starttls://ftp.lab.test/",
                List.of(control.closed(), data.open()),
                List.of(new Leak(Kind.CONNECTIONS, "2: one for each transfer"), new Leak(Kind.SIZES, "4 kB came")),
                List.of(KEPT_LOGIN, "names of files", "what is in them"));
    }

    /** A password that was said to a server without TLS. */
    public static WireView withoutTls() {
        SampleViews imap = new SampleViews(1, 143, Duration.ofMillis(1))
                .server("* OK ready")
                .client("a1 LOGIN alice correct-horse")
                .server("a1 NO try again");
        return view(
                "imap+starttls://old.lab.test/",
                List.of(imap.closed()),
                List.of(
                        new Leak(Kind.CLEAR_DIALOGUE, "3 lines"),
                        new Leak(Kind.CLEAR_SECRETS, "the password of alice"),
                        new Leak(Kind.CLEAR_SECRETS, "the login alice")),
                List.of());
    }

    /** Everything that comes from the wire tries to become part of the page. */
    public static WireView hostile() {
        SampleViews hostile = new SampleViews(1, 25, Duration.ZERO)
                .server(HOSTILE)
                .client("\u05D0\u05D1\u05D2 " + HOSTILE)
                .hello(HOSTILE, List.of(HOSTILE));
        hostile.record(
                Direction.TO_CLIENT, ContentType.ALERT, false, 7, List.of(new HandshakeMessage.Alert(true, HOSTILE)));
        return view(HOSTILE, List.of(hostile.open()), List.of(new Leak(Kind.SERVER_NAME, HOSTILE)), List.of(HOSTILE));
    }

    /** More records than anybody wants to see, and more than were recorded. */
    public static WireView longTransfer() {
        SampleViews https = new SampleViews(1, 443, Duration.ofMillis(1))
                .hello("big.lab.test", List.of("h2"))
                .serverHello("TLSv1.3", "TLS_AES_128_GCM_SHA256");
        for (int i = 0; i < 150; i++) {
            https.sealed(Direction.TO_CLIENT, 16_401, 16_401, 8_000).sealed(Direction.TO_SERVER, 50);
        }
        Conversation all = https.closed();
        return view(
                "https://big.lab.test/",
                List.of(new Conversation(
                        1,
                        all.client(),
                        all.server(),
                        all.opened(),
                        all.closed(),
                        all.events(),
                        all.tlsBegins(),
                        9_000)),
                List.of(new Leak(Kind.SIZES, "6.1 MB came")),
                List.of("which film it was, perhaps"));
    }

    private static WireView view(String title, List<Conversation> conversations, List<Leak> leaks, List<String> kept) {
        String host = title.replaceAll("^.*://|[:/]\\d*$", "");
        return new WireView(
                title, BEGUN, List.of(new NameQuestion(Duration.ofMillis(1), host)), conversations, leaks, kept);
    }

    private SampleViews client(String line) {
        return line(Direction.TO_SERVER, line);
    }

    private SampleViews server(String line) {
        return line(Direction.TO_CLIENT, line);
    }

    private SampleViews line(Direction direction, String line) {
        return add(new ClearLine(tick(), direction, line.length() + 2, line));
    }

    private SampleViews hello(String name, List<String> alpn) {
        tlsBegins = Optional.of(events.size());
        return record(
                Direction.TO_SERVER,
                ContentType.HANDSHAKE,
                false,
                1_744,
                List.of(new HandshakeMessage.ClientHello(
                        Optional.of(name),
                        alpn,
                        List.of("TLSv1.3", "TLSv1.2"),
                        List.of(
                                "TLS_AES_256_GCM_SHA384",
                                "TLS_AES_128_GCM_SHA256",
                                "TLS_CHACHA20_POLY1305_SHA256",
                                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                                "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                                "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"),
                        List.of("X25519MLKEM768", "x25519", "secp256r1", "secp384r1"),
                        List.of("X25519MLKEM768", "x25519"),
                        List.of("ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256", "rsa_pkcs1_sha256"),
                        true,
                        "c34bc5a1f5de6a1a1c1c0ab4c1f5f0a1",
                        "t13d1516h2_8daaf6152771_e5627efa2ab1")));
    }

    private SampleViews serverHello(String version, String suite) {
        return record(
                Direction.TO_CLIENT,
                ContentType.HANDSHAKE,
                false,
                127,
                List.of(new HandshakeMessage.ServerHello(
                        version, suite, Optional.of("x25519"), Optional.empty(), false, false)));
    }

    private SampleViews plain(Direction direction, ContentType type, int size) {
        return record(direction, type, false, size, List.of());
    }

    private SampleViews sealed(Direction direction, int... sizes) {
        IntStream.of(sizes).forEach(size -> record(direction, ContentType.APPLICATION_DATA, true, size, List.of()));
        return this;
    }

    private SampleViews record(
            Direction direction, ContentType type, boolean encrypted, int size, List<HandshakeMessage> readable) {
        return add(new TlsRecord(tick(), direction, size, type, encrypted, readable));
    }

    private SampleViews later(Duration time) {
        now = now.plus(time);
        return this;
    }

    private SampleViews add(WireEvent event) {
        events.add(event);
        return this;
    }

    private Duration tick() {
        now = now.plusMillis(3);
        return now;
    }

    private Conversation closed() {
        return conversation(Optional.of(now));
    }

    private Conversation open() {
        return conversation(Optional.empty());
    }

    private Conversation conversation(Optional<Duration> closed) {
        return new Conversation(
                number,
                InetSocketAddress.createUnresolved("192.0.2.7", 49_200 + number),
                InetSocketAddress.createUnresolved("2001:db8:85a3::8a2e:370:7334", port),
                Duration.ofMillis(1),
                closed,
                List.copyOf(events),
                tlsBegins,
                0);
    }
}
