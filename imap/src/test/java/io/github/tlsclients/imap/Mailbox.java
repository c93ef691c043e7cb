package io.github.tlsclients.imap;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Fills mailboxes by APPEND, as an app does that uses Jakarta Mail with {@link MailProperties}. */
final class Mailbox implements AutoCloseable {
    private final Session session;
    private final Store store;

    Mailbox(Endpoint endpoint, TlsContext context, LabAccount account) throws MessagingException {
        session = Session.getInstance(MailProperties.of(TlsConnector.to(endpoint, context, new ImapUpgrade())));
        store = session.getStore();
        store.connect(account.user(), account.password());
    }

    /** Appends a message, byte for byte; makes the folder if there is none. */
    void append(String folder, byte[] message) throws MessagingException {
        Folder target = store.getFolder(folder);
        if (!target.exists()) {
            target.create(Folder.HOLDS_MESSAGES);
        }
        target.appendMessages(new Message[] {new Raw(session, message)});
    }

    @Override
    public void close() throws MessagingException {
        store.close();
    }

    /** A message with a body of so many bytes, in lines of 64 but for the first; some servers end a last line that is open. */
    static byte[] message(String subject, int bodySize) {
        byte[] head = ("From: Grace <grace@lab.test>\r\nTo: ada@lab.test\r\nSubject: " + subject
                        + "\r\nDate: Mon, 05 Jan 2026 09:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                        + "Content-Type: text/plain; charset=us-ascii\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(head, head.length + bodySize);
        for (int i = 0; i < bodySize; i++) {
            int column = Math.floorMod(i - bodySize, 64);
            message[head.length + i] = (byte) (column == 62 ? '\r' : column == 63 ? '\n' : 'a' + column % 26);
        }
        return message;
    }

    /** The library would write the headers anew. */
    private static final class Raw extends MimeMessage {
        private final byte[] bytes;

        Raw(Session session, byte[] bytes) throws MessagingException {
            super(session, new ByteArrayInputStream(bytes));
            this.bytes = bytes;
        }

        @Override
        public void writeTo(OutputStream out) throws java.io.IOException {
            out.write(bytes);
        }
    }
}
