package io.github.tlsclients.imap;

import java.time.Instant;
import java.util.Optional;

/**
 * A message of a mailbox as a list shows it. The texts are the sender's: they may hold anything.
 *
 * @param uid its number in the mailbox, which stays (RFC 9051 section 2.3.1.1)
 * @param date of the Date field; where that is missing or nonsense, when the server received it
 * @param from the first sender, decoded; empty if there is none
 * @param subject decoded; empty if there is none
 * @param size in bytes, as the server says
 * @param seen whether somebody has read it
 */
public record MessageSummary(long uid, Optional<Instant> date, String from, String subject, long size, boolean seen) {}
