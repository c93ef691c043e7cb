package io.github.tlsclients.imap;

/**
 * A mailbox of the server.
 *
 * @param name its full name, decoded from modified UTF-7 (RFC 3501 section 5.1.3)
 * @param selectable whether it can hold messages; false for a mere branch of the tree ({@code \Noselect})
 */
public record MailFolder(String name, boolean selectable) {}
