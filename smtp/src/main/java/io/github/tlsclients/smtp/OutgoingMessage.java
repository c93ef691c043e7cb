package io.github.tlsclients.smtp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A message to be sent.
 *
 * @param from whom it is from, in the header and to the server alike
 * @param to whom it is for; at least one
 * @param subject any text of one line
 * @param text the body, line ends of any kind
 * @param attachments files, read from disk as they are sent, never held in memory as a whole
 */
public record OutgoingMessage(Mailbox from, List<Mailbox> to, String subject, String text, List<Path> attachments) {
    /**
     * Checks what was collected.
     *
     * @throws TlsConfigException if there is no recipient, or the subject or a file name holds a line break
     */
    public OutgoingMessage {
        to = List.copyOf(to);
        attachments = List.copyOf(attachments);
        if (to.isEmpty()) {
            throw new TlsConfigException("the message is for nobody", "name a recipient");
        }
        OneLine.require("subject", subject);
        attachments.forEach(file -> OneLine.require("file name", nameOf(file)));
    }

    /** A builder of a message from this mailbox. */
    public static Builder from(String mailbox) {
        return new Builder(Mailbox.parse(mailbox));
    }

    /**
     * Makes sure that every attachment is a file that can be read. Sending begins with this; call it before connecting
     * to hear of it earlier.
     *
     * @throws TlsException ({@link TlsFailure#LOCAL_FILE}) if one is not
     */
    public void requireAttachments() throws TlsException {
        for (Path file : attachments) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new TlsException(
                        TlsFailure.LOCAL_FILE, "the attachment " + file + " cannot be read", "check the path");
            }
        }
    }

    /** Whether a server must know SMTPUTF8 (RFC 6531) to take it: an address has a local part beyond ASCII. */
    boolean needsUtf8() {
        return from.needsUtf8() || to.stream().anyMatch(Mailbox::needsUtf8);
    }

    /** What the message has at least, in bytes: the text, and each attachment in base64 (RFC 2045 section 6.8). */
    long leastSize() throws IOException {
        long size = text.length();
        for (Path file : attachments) {
            long base64 = (Files.size(file) + 2) / 3 * 4;
            size += base64 + (base64 + 75) / 76 * 2;
        }
        return size;
    }

    static String nameOf(Path file) {
        Path name = file.getFileName();
        return name == null ? file.toString() : name.toString();
    }

    /** Collects a message. */
    public static final class Builder {
        private final Mailbox from;
        private final List<Mailbox> to = new ArrayList<>();
        private final List<Path> attachments = new ArrayList<>();
        private String subject = "";
        private String text = "";

        private Builder(Mailbox from) {
            this.from = from;
        }

        /** Adds a recipient. */
        public Builder to(String mailbox) {
            to.add(Mailbox.parse(mailbox));
            return this;
        }

        /** Sets the subject. */
        public Builder subject(String subject) {
            this.subject = subject;
            return this;
        }

        /** Sets the body. */
        public Builder text(String text) {
            this.text = text;
            return this;
        }

        /** Adds a file. */
        public Builder attach(Path file) {
            attachments.add(file);
            return this;
        }

        /**
         * The message.
         *
         * @throws TlsConfigException as the record's constructor does
         */
        public OutgoingMessage build() {
            return new OutgoingMessage(from, to, subject, text, attachments);
        }
    }
}
