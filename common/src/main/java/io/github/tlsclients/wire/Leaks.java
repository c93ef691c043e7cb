package io.github.tlsclients.wire;

import io.github.tlsclients.wire.HandshakeMessage.Certificate;
import io.github.tlsclients.wire.HandshakeMessage.ClientHello;
import io.github.tlsclients.wire.HandshakeMessage.ServerHello;
import io.github.tlsclients.wire.HandshakeMessage.ServerKeyExchange;
import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Lists what a session gave away, in the order in which it did. */
final class Leaks {
    private final List<Leak> leaks = new ArrayList<>();

    private Leaks() {}

    static List<Leak> of(List<NameQuestion> questions, List<Conversation> conversations) {
        Leaks found = new Leaks();
        questions.stream().map(NameQuestion::name).distinct().forEach(name -> found.add(Leak.Kind.NAME_LOOKUP, name));
        conversations.stream().findFirst().ifPresent(found::first);
        if (conversations.size() > 1) {
            found.add(Leak.Kind.CONNECTIONS, (conversations.size() - 1) + " more: " + others(conversations));
        }
        found.amounts(conversations);
        return List.copyOf(found.leaks);
    }

    private void first(Conversation conversation) {
        add(Leak.Kind.ADDRESSES, address(conversation.client()) + " to " + address(conversation.server()));
        clear(conversation);
        conversation.first(ClientHello.class).ifPresent(this::offered);
        conversation.first(ServerHello.class).ifPresent(hello -> agreed(conversation, hello));
        returning(conversation);
        certificate(conversation, Direction.TO_CLIENT, Leak.Kind.SERVER_CERTIFICATE);
        certificate(conversation, Direction.TO_SERVER, Leak.Kind.CLIENT_CERTIFICATE);
    }

    private void clear(Conversation conversation) {
        List<ClearLine> lines = conversation.events().stream()
                .filter(ClearLine.class::isInstance)
                .map(ClearLine.class::cast)
                .toList();
        if (!lines.isEmpty()) {
            int bytes = lines.stream().mapToInt(ClearLine::size).sum();
            add(Leak.Kind.CLEAR_DIALOGUE, count(lines.size(), "line") + ", " + count(bytes, "byte"));
        }
        long secrets = lines.stream().filter(ClearSecrets::has).count();
        if (secrets > 0) {
            add(Leak.Kind.CLEAR_SECRETS, count(secrets, "line") + " with a password or a token");
        }
    }

    private void offered(ClientHello hello) {
        hello.serverName().ifPresent(name -> add(Leak.Kind.SERVER_NAME, name));
        if (!hello.alpn().isEmpty()) {
            add(Leak.Kind.PROTOCOLS, String.join(", ", hello.alpn()));
        }
        add(Leak.Kind.CLIENT, "JA4 " + hello.ja4());
    }

    private void agreed(Conversation conversation, ServerHello hello) {
        String group = hello.group()
                .or(() -> conversation.first(ServerKeyExchange.class).flatMap(ServerKeyExchange::group))
                .map(name -> ", " + name)
                .orElse("");
        String alpn = hello.alpn().map(name -> ", " + name).orElse("");
        add(Leak.Kind.PARAMETERS, hello.version() + ", " + hello.cipherSuite() + group + alpn);
    }

    /** A client that offers TLS 1.3 may show the number of a session of TLS 1.2; the server tells that it was one. */
    private void returning(Conversation conversation) {
        boolean shown = conversation
                .first(ClientHello.class)
                .filter(ClientHello::resuming)
                .isPresent();
        boolean taken = conversation
                .first(ServerHello.class)
                .filter(ServerHello::resumed)
                .isPresent();
        if (shown || taken) {
            add(
                    Leak.Kind.RETURNING,
                    taken ? "the session of an earlier visit goes on" : "it shows a ticket of an earlier visit");
        }
    }

    private void certificate(Conversation conversation, Direction direction, Leak.Kind kind) {
        conversation.events().stream()
                .filter(event -> event.direction() == direction)
                .filter(TlsRecord.class::isInstance)
                .flatMap(event -> ((TlsRecord) event).readable().stream())
                .filter(Certificate.class::isInstance)
                .flatMap(message -> ((Certificate) message).chain().stream().limit(1))
                .findFirst()
                .ifPresent(leaf -> add(kind, leaf.getSubjectX500Principal().getName()));
    }

    private void amounts(List<Conversation> conversations) {
        List<TlsRecord> records = conversations.stream()
                .flatMap(conversation -> conversation.events().stream())
                .filter(event -> event instanceof TlsRecord record && record.encrypted())
                .map(TlsRecord.class::cast)
                .toList();
        if (records.isEmpty()) {
            return;
        }
        add(Leak.Kind.SIZES, sizes(records, Direction.TO_SERVER) + "; " + sizes(records, Direction.TO_CLIENT));
        Duration first = records.get(0).at();
        Duration last =
                records.stream().map(TlsRecord::at).max(Duration::compareTo).orElse(first);
        add(
                Leak.Kind.RHYTHM,
                String.format(
                        Locale.ROOT,
                        "%s within %,d ms, %s of direction",
                        count(records.size(), "encrypted record"),
                        last.minus(first).toMillis(),
                        count(turns(records), "change")));
    }

    private static String sizes(List<TlsRecord> records, Direction direction) {
        List<TlsRecord> some = records.stream()
                .filter(record -> record.direction() == direction)
                .toList();
        long bytes = some.stream().mapToLong(TlsRecord::size).sum();
        return count(bytes, "byte") + " in " + count(some.size(), "record")
                + (direction == Direction.TO_SERVER ? " to the server" : " from it");
    }

    private static int turns(List<TlsRecord> records) {
        int turns = 0;
        for (int i = 1; i < records.size(); i++) {
            turns += records.get(i).direction() == records.get(i - 1).direction() ? 0 : 1;
        }
        return turns;
    }

    private static String others(List<Conversation> conversations) {
        Function<Conversation, String> told = conversation -> address(conversation.server());
        return String.join(
                ", ", conversations.stream().skip(1).limit(4).map(told).toList());
    }

    /** Names are not looked up for it. */
    private static String address(InetSocketAddress address) {
        return WireText.address(address);
    }

    static String count(long number, String unit) {
        return String.format(Locale.ROOT, "%,d %s%s", number, unit, number == 1 ? "" : "s");
    }

    private void add(Leak.Kind kind, String value) {
        leaks.add(new Leak(kind, value));
    }
}
