package io.github.tlsclients.cli;

import io.github.tlsclients.session.PeerCertificate;
import io.github.tlsclients.wire.Conversation;
import io.github.tlsclients.wire.HandshakeMessage;
import io.github.tlsclients.wire.HandshakeMessage.Certificate;
import io.github.tlsclients.wire.Leak;
import io.github.tlsclients.wire.NameQuestion;
import io.github.tlsclients.wire.WireEvent;
import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import io.github.tlsclients.wire.WireView;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A view as a JSON document; times are milliseconds since the recording began. */
final class WireJson {
    private WireJson() {}

    static Map<String, Object> document(WireView view) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("title", view.title());
        document.put("begun", view.begun());
        document.put(
                "questions", view.questions().stream().map(WireJson::question).toList());
        document.put(
                "conversations",
                view.conversations().stream().map(WireJson::conversation).toList());
        document.put("leaks", view.leaks().stream().map(WireJson::leak).toList());
        document.put("kept", view.kept());
        return document;
    }

    private static Map<String, Object> question(NameQuestion question) {
        return Map.of("at", millis(question.at()), "name", question.name());
    }

    private static Map<String, Object> leak(Leak leak) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("kind", leak.kind());
        document.put("value", leak.value());
        document.put("reason", leak.kind().reason());
        return document;
    }

    private static Map<String, Object> conversation(Conversation conversation) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("number", conversation.number());
        document.put("client", address(conversation.client()));
        document.put("server", address(conversation.server()));
        document.put("opened", millis(conversation.opened()));
        document.put("closed", conversation.closed().map(WireJson::millis));
        document.put("tlsBegins", conversation.tlsBegins());
        document.put("notRecorded", conversation.dropped());
        document.put(
                "events", conversation.events().stream().map(WireJson::event).toList());
        return document;
    }

    private static Map<String, Object> event(WireEvent event) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("at", millis(event.at()));
        document.put("from", event.direction().sender());
        document.put("size", event.size());
        if (event instanceof ClearLine line) {
            document.put("clear", line.text());
        } else if (event instanceof TlsRecord record) {
            document.put("record", record.type().name().toLowerCase(Locale.ROOT));
            document.put("encrypted", record.encrypted());
            document.put(
                    "readable",
                    record.readable().stream().map(WireJson::message).toList());
        }
        return document;
    }

    private static Map<String, Object> message(HandshakeMessage message) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("name", message.name());
        if (message instanceof Certificate certificate) {
            document.put(
                    "chain",
                    certificate.chain().stream().map(PeerCertificate::of).toList());
        } else if (!(message instanceof HandshakeMessage.Other)) {
            document.put("fields", message);
        }
        return document;
    }

    private static String address(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static double millis(Duration at) {
        return at.toNanos() / 1000 / 1e3;
    }
}
