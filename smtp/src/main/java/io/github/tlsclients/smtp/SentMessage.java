package io.github.tlsclients.smtp;

import java.util.List;

/**
 * A message that the server has taken over (RFC 5321 section 6.1).
 *
 * @param messageId as it stands in the header, with its angle brackets; empty if a {@link ReadyMessage} has none
 * @param to every recipient; the server has accepted each of them, or there would be no such record
 * @param reply what the server said to it, code first; usually it names its queue's id
 */
public record SentMessage(String messageId, List<String> to, String reply) {}
