package io.github.tlsclients.smtp;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.ParameterList;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.UUID;

/** Makes the MIME form of a message. Every charset is named: Jakarta Mail would take the platform's. */
final class MimeComposer {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** Kept: to make one, and to do without one, reads files from every jar for every message. */
    private static final Session ASCII_HEADERS = session(false);

    private static final Session UTF8_HEADERS = session(true);

    private MimeComposer() {}

    static MimeMessage compose(OutgoingMessage message) throws MessagingException {
        MimeMessage mime = new Submitted(
                message.needsUtf8() ? UTF8_HEADERS : ASCII_HEADERS,
                message.from().domain());
        mime.setFrom(address(message.from()));
        for (Mailbox recipient : message.to()) {
            mime.addRecipient(RecipientType.TO, address(recipient));
        }
        mime.setSubject(message.subject(), UTF_8);
        if (message.attachments().isEmpty()) {
            write(message.text(), mime);
        } else {
            mime.setContent(mixed(message));
        }
        mime.saveChanges(); // sets the date and the message's id
        return mime;
    }

    private static Session session(boolean utf8) {
        Properties properties = new Properties();
        properties.setProperty("mail.mime.allowutf8", String.valueOf(utf8));
        return Session.getInstance(properties);
    }

    private static MimeMultipart mixed(OutgoingMessage message) throws MessagingException {
        MimeMultipart mixed = new MimeMultipart();
        MimeBodyPart text = new MimeBodyPart();
        write(message.text(), text);
        mixed.addBodyPart(text);
        for (Path file : message.attachments()) {
            mixed.addBodyPart(attachment(file));
        }
        return mixed;
    }

    /** Line ends of text are CRLF before it is encoded (RFC 2045 section 6.8). */
    private static void write(String text, MimePart part) throws MessagingException {
        part.setText(text.replaceAll("\r\n|\r|\n", "\r\n"), UTF_8);
    }

    private static MimeBodyPart attachment(Path file) throws MessagingException {
        FileSource source = new FileSource(file);
        ParameterList parameters = new ParameterList();
        parameters.set("filename", source.getName(), UTF_8); // by RFC 2231 where it is beyond ASCII
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(source));
        part.setHeader("Content-Type", source.getContentType());
        part.setHeader("Content-Disposition", new ContentDisposition("attachment", parameters).toString());
        // also for text: its line ends would be changed on the way otherwise
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static InternetAddress address(Mailbox mailbox) throws MessagingException {
        try {
            InternetAddress address = new InternetAddress();
            address.setAddress(mailbox.address());
            address.setPersonal(mailbox.name().orElse(null), UTF_8);
            return address;
        } catch (UnsupportedEncodingException e) {
            throw new MessagingException("every platform knows UTF-8", e);
        }
    }

    /** A message whose id names the sender's domain; Jakarta Mail would put this machine's name and user there. */
    private static final class Submitted extends MimeMessage {
        private final String domain;

        Submitted(Session session, String domain) {
            super(session);
            this.domain = domain;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
        }

        /** As Jakarta Mail would; that one looks through every jar for a stream of its own, twice a message. */
        @Override
        public void writeTo(OutputStream out) throws IOException, MessagingException {
            if (!(getContent() instanceof String text && "7bit".equals(getEncoding()))) {
                super.writeTo(out);
                return;
            }
            StringBuilder message = new StringBuilder();
            getAllHeaderLines()
                    .asIterator()
                    .forEachRemaining(line -> message.append(line).append("\r\n"));
            message.append("\r\n").append(text);
            out.write(message.toString().getBytes(StandardCharsets.UTF_8)); // a header may be (RFC 6532)
        }
    }
}
