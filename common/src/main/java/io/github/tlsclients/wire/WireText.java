package io.github.tlsclients.wire;

import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells a view in a screenful of text. */
final class WireText {
    /** So many lines of a timeline are told; what comes later is summed up. */
    private static final int MOST_LINES = 40;

    private final StringBuilder text = new StringBuilder();

    private WireText() {}

    static String of(WireView view) {
        WireText told = new WireText();
        told.line("what passes on the wire: %s", view.title());
        view.questions().forEach(question -> told.line("%s  DNS  ? %s", time(question.at()), question.name()));
        view.conversations().forEach(told::conversation);
        told.line("what the eavesdropper knows");
        for (Leak leak : view.leaks()) {
            told.line("  %-24s  %s", leak.kind().title(), leak.value());
        }
        told.line("what TLS kept");
        if (view.kept().isEmpty()) {
            told.line("  nothing: there was no TLS");
        }
        view.kept().forEach(kept -> told.line("  %s", kept));
        return told.text.toString().stripTrailing();
    }

    /** As {@code host:port} or {@code [host]:port}, without a look-up. */
    static String address(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private void conversation(Conversation conversation) {
        line(
                "%s  TCP  %s to %s",
                time(conversation.opened()), address(conversation.client()), address(conversation.server()));
        List<List<WireEvent>> runs = runs(conversation);
        runs.stream().limit(MOST_LINES).forEach(run -> run(conversation, run));
        if (runs.size() > MOST_LINES) {
            long bytes = runs.stream()
                    .skip(MOST_LINES)
                    .flatMap(List::stream)
                    .mapToLong(WireEvent::size)
                    .sum();
            line("              … and %s more", Leaks.count(bytes, "byte"));
        }
        conversation.closed().ifPresent(closed -> line("%s  end", time(closed)));
    }

    /** What is encrypted and goes the same way is told at once. */
    private static List<List<WireEvent>> runs(Conversation conversation) {
        List<List<WireEvent>> runs = new ArrayList<>();
        Optional<WireEvent> before = Optional.empty();
        for (WireEvent event : conversation.events()) {
            boolean goesOn = isEncrypted(event)
                    && before.filter(WireText::isEncrypted)
                            .filter(other -> other.direction() == event.direction())
                            .isPresent();
            if (!goesOn) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(event);
            before = Optional.of(event);
        }
        return runs;
    }

    private void run(Conversation conversation, List<WireEvent> run) {
        WireEvent first = run.get(0);
        if (conversation
                .tlsBegins()
                .map(conversation.events()::get)
                .filter(event -> event == first)
                .isPresent()) {
            line("----------------- TLS begins here");
        }
        String sender = first.direction().sender();
        if (first instanceof ClearLine clear) {
            line("%s  clear  %s: %s", time(first.at()), sender, clear.text());
        } else {
            line("%s  TLS    %s* %s", time(first.at()), sender, records(run));
        }
    }

    private static String records(List<WireEvent> run) {
        int bytes = run.stream().mapToInt(WireEvent::size).sum();
        String size = Leaks.count(bytes, "byte");
        if (run.size() > 1) {
            Iterator<WireEvent> sizes = run.iterator();
            StringBuilder told = new StringBuilder().append(sizes.next().size());
            for (int i = 1; i < Math.min(run.size(), 8); i++) {
                told.append('+').append(sizes.next().size());
            }
            return size + " in " + run.size() + " records: " + told + (run.size() > 8 ? "+…" : "");
        }
        TlsRecord record = (TlsRecord) run.get(0);
        if (record.encrypted()) {
            return size;
        }
        List<String> names = record.readable().stream().map(WireText::message).toList();
        return size + ", in clear: "
                + (names.isEmpty() ? record.type().name().toLowerCase(Locale.ROOT) : String.join(", ", names));
    }

    private static String message(HandshakeMessage message) {
        if (message instanceof HandshakeMessage.ClientHello hello) {
            return hello.name() + hello.serverName().map(name -> " for " + name).orElse("");
        }
        if (message instanceof HandshakeMessage.ServerHello hello) {
            return hello.name() + " " + hello.version();
        }
        if (message instanceof HandshakeMessage.Alert alert) {
            return (alert.fatal() ? "fatal alert " : "alert ") + alert.description();
        }
        return message.name();
    }

    private static boolean isEncrypted(WireEvent event) {
        return event instanceof TlsRecord record && record.encrypted();
    }

    private static String time(Duration at) {
        return String.format(Locale.ROOT, "%9.1f ms", at.toNanos() / 1e6);
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
