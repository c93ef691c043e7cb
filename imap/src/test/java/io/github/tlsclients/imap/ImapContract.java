package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What any IMAP server must show: both modes, both versions of TLS, both providers. */
abstract class ImapContract {
    private static final String BEYOND_ASCII = "Entwürfe & Ideen 日本";
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    abstract ServerUnderTest server();

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void readsAMessageByteForByteAndLeavesItUnread(Way way) throws Exception {
        String subject = "exact " + UUID.randomUUID();
        byte[] message = Mailbox.message(subject, 5_000);
        append(way, "INBOX", message);
        try (ImapSession session = login(way)) {
            assertThat(session.folders()).extracting(MailFolder::name).contains("INBOX");
            MessageSummary listed = find(session, "INBOX", subject);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            long size = session.fetch("INBOX", listed.uid(), out);
            assertThat(out.toByteArray()).isEqualTo(message);
            assertThat(size).isEqualTo(message.length).isEqualTo(listed.size());
            assertThat(listed.from()).isEqualTo("Grace <grace@lab.test>");
            assertThat(listed.date()).map(Object::toString).contains("2026-01-05T09:00:00Z");
            assertThat(find(session, "INBOX", subject).seen()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void reportsWhatWasAgreedAndSaysNothingButTheUpgradeInClear(Way way) throws Exception {
        try (ImapSession session = login(way)) {
            SessionReport report = session.report();
            assertThat(report.version()).isEqualTo(way.version().jsseName());
            assertThat(report.mode()).isEqualTo(way.mode());
            assertThat(report.chain().get(0).names()).contains("localhost");
            assertThat(report.clearText().stream().filter(line -> line.startsWith("C: ")))
                    .allMatch(line -> line.matches("C: a\\d (CAPABILITY|STARTTLS)"))
                    .hasSizeBetween(way.mode() == TlsMode.IMPLICIT ? 0 : 1, way.mode() == TlsMode.IMPLICIT ? 0 : 2);
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void noticesANewMessageWhileItIdles(Way way) throws Exception {
        String subject = "news " + UUID.randomUUID();
        try (ImapSession session = login(way);
                Mailbox mailbox = mailbox(way)) {
            CompletableFuture<List<MessageSummary>> came = CompletableFuture.supplyAsync(() -> {
                try {
                    return session.idle("INBOX", LONG_ENOUGH);
                } catch (TlsException e) {
                    throw new IllegalStateException(e);
                }
            });
            // nothing tells when the session has begun to wait, so messages come until it sees one
            while (!came.isDone()) {
                mailbox.append("INBOX", Mailbox.message(subject, 64));
                try {
                    came.get(1, TimeUnit.SECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
            assertThat(came.get())
                    .isNotEmpty()
                    .allMatch(message -> message.subject().equals(subject));
            assertThat(session.folders()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void givesNothingWhenNothingComes(Way way) throws Exception {
        String folder = server().folder(BEYOND_ASCII);
        append(way, folder, Mailbox.message("quiet", 64));
        try (ImapSession session = login(way)) {
            assertThat(session.idle(folder, Duration.ofMillis(300))).isEmpty();
            assertThat(session.messages(folder)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void refusesAWrongPassword(Way way) throws Exception {
        try (ImapSession session = connect(way)) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.login(server().account().user(), "wrong".toCharArray()))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED));
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.tlsclients.imap.Way#all")
    void tellsOfAMissingFolder(Way way) throws Exception {
        try (ImapSession session = login(way)) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.messages("Nowhere"))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(TlsFailure.NOT_FOUND));
            assertThat(session.messages("INBOX")).isNotNull();
        }
    }

    @Test
    void tellsOfAMissingMessage() throws Exception {
        try (ImapSession session = login(anyWay())) {
            assertThatExceptionOfType(TlsException.class)
                    .isThrownBy(() -> session.fetch("INBOX", 4_000_000_000L, OutputStream.nullOutputStream()))
                    .satisfies(e -> assertThat(e.failure()).isEqualTo(TlsFailure.NOT_FOUND));
        }
    }

    @Test
    void needsNoLoginToConnect() throws Exception {
        try (ImapSession session = connect(anyWay())) {
            assertThat(session.capabilities()).contains("IMAP4REV1");
        }
    }

    @Test
    void readsFoldersWhoseNamesAreBeyondAscii() throws Exception {
        String folder = server().folder(BEYOND_ASCII);
        byte[] message = Mailbox.message("far away", 100);
        append(anyWay(), folder, message);
        try (ImapSession session = login(anyWay())) {
            assertThat(session.folders()).contains(new MailFolder(folder, true));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            session.fetch(folder, find(session, folder, "far away").uid(), out);
            assertThat(out.toByteArray()).isEqualTo(message);
        }
    }

    @Test
    void readsALargeMessageByteForByte() throws Exception {
        String subject = "large " + UUID.randomUUID();
        byte[] message = Mailbox.message(subject, 3_000_000);
        assertThat(readBack(subject, message)).isEqualTo(message);
    }

    @Test
    void readsAMessageThatEndsWhereAPieceEnds() throws Exception {
        String subject = "even " + UUID.randomUUID();
        int head = Mailbox.message(subject, 0).length;
        byte[] message = Mailbox.message(subject, (1 << 20) - head);
        assertThat(message).hasSize(1 << 20);
        assertThat(readBack(subject, message)).isEqualTo(message);
    }

    @ParameterizedTest
    @EnumSource
    void fetchesAFolderOfManyMessagesByteForByte(TlsMode mode) throws Exception {
        String folder = server().folder("many " + mode);
        Way way = new Way(mode, TlsVersion.TLS_1_3, TlsProvider.JDK);
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 120; i++) { // more than one command asks for
            sent.add(Mailbox.message("number " + i, i == 60 ? 1_200_000 : 40 * i));
        }
        try (Mailbox mailbox = mailbox(way)) {
            for (byte[] message : sent) {
                mailbox.append(folder, message);
            }
        }
        Map<Long, byte[]> came = new TreeMap<>();
        try (ImapSession session = login(way)) {
            FolderUids found = session.find(folder, new UidSet("1:*"));
            session.fetch(found, new Kept(came));

            assertThat(came.keySet()).containsExactlyElementsOf(found.uids());
            assertThat(session.messages(folder)).noneMatch(MessageSummary::seen);
        }
        assertThat(came.values()).hasSize(120).containsExactlyElementsOf(sent);
    }

    /** Keeps what comes. */
    private static final class Kept implements MessageSink {
        private final Map<Long, byte[]> messages;
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Kept(Map<Long, byte[]> messages) {
            this.messages = messages;
        }

        @Override
        public OutputStream begin(long uid) {
            out.reset();
            return out;
        }

        @Override
        public void complete(long uid, long bytes) {
            assertThat(out.size()).isEqualTo((int) bytes);
            messages.put(uid, out.toByteArray());
        }
    }

    private byte[] readBack(String subject, byte[] message) throws Exception {
        append(anyWay(), "INBOX", message);
        try (ImapSession session = login(anyWay())) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            session.fetch("INBOX", find(session, "INBOX", subject).uid(), out);
            return out.toByteArray();
        }
    }

    private void append(Way way, String folder, byte[] message) throws Exception {
        try (Mailbox mailbox = mailbox(way)) {
            mailbox.append(folder, message);
        }
    }

    private Mailbox mailbox(Way way) throws Exception {
        return new Mailbox(server().endpoint(way.mode()), way.trusting(server().ca()), server().account());
    }

    final ImapSession login(Way way) throws TlsException {
        ImapSession session = connect(way);
        session.login(server().account().user(), server().account().password().toCharArray());
        return session;
    }

    static Way anyWay() {
        return Way.all().findFirst().orElseThrow();
    }

    private ImapSession connect(Way way) throws TlsException {
        return ImapSession.connect(server().endpoint(way.mode()), way.trusting(server().ca()));
    }

    private static MessageSummary find(ImapSession session, String folder, String subject) throws TlsException {
        return session.messages(folder).stream()
                .filter(message -> message.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
