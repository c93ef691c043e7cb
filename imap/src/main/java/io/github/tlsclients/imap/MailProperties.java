package io.github.tlsclients.imap;

import io.github.tlsclients.tls.MailTls;
import io.github.tlsclients.tls.TlsConnector;
import java.util.Properties;

/**
 * The properties by which Jakarta Mail (Angus) speaks IMAP over a {@link TlsConnector}: {@code
 * Session.getInstance(MailProperties.of(connector)).getStore("imap")}, for both modes.
 *
 * <p>The library is told to do no TLS of its own, and that loses nothing. Its sockets come from the connector alone;
 * each of them has done the upgrade, the handshake and the check of the server's name when {@code connect} returns, or
 * {@code connect} has failed. The library's own way has three doors that stand open unless they are known and shut:
 * {@code starttls.enable} without {@code required} logs in in clear when somebody strips the offer, {@code ssl.trust}
 * overrides a socket factory, and {@code socketFactory.fallback}, true by default, answers a refused certificate by a
 * second try without the factory. Here the protocol is always {@code imap}, and {@code imaps}, whose properties have other
 * names, cannot connect at all. And what the library reads is bounded: a line that never ends, or the announcement of a
 * literal of 2 GB, is an error before it takes memory. Ask for the summaries of more than 100,000 messages in parts: the answer to
 * one command may have 256 MiB.
 *
 * <p>One door is left to the caller. A server that opens an implicit TLS connection with PREAUTH (RFC 9051 section
 * 7.1.4) makes {@code Store.connect} succeed without a login, as whomever the server thinks. {@link ImapSession}
 * refuses that.
 */
public final class MailProperties {
    /** A partial fetch of the library's default, 16 KiB, makes large messages wait for thousands of round trips. */
    private static final int FETCH_SIZE = 1 << 20;

    private MailProperties() {}

    /** The properties for connections to this connector's endpoint; for the protocol {@code imap} in both modes. */
    public static Properties of(TlsConnector connector) {
        Properties properties = MailTls.over(connector);
        properties.put("mail.imap.socketFactory", connector.socketFactory(BoundedResponses::new));
        properties.setProperty("mail.store.protocol", "imap");
        properties.setProperty("mail.imap.fetchsize", String.valueOf(FETCH_SIZE));
        properties.setProperty("mail.imap.peek", "true");
        // an odd address in one envelope would hide the whole message
        properties.setProperty("mail.mime.address.strict", "false");
        return properties;
    }
}
