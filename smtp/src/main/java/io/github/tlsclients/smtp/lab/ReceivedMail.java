package io.github.tlsclients.smtp.lab;

import java.util.List;

/**
 * A message as the lab's server received it.
 *
 * @param user who had logged in
 * @param from the envelope's sender
 * @param to the envelope's recipients
 * @param data headers and body, with CRLF line ends
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record ReceivedMail(String user, String from, List<String> to, byte[] data) {}
