package io.github.tlsclients.wire;

import java.time.Duration;

/**
 * A name that DNS was asked for, usually in clear (RFC 1035; RFC 7858 and RFC 8484 encrypt the question).
 *
 * @param at since the recording began
 * @param name the host that somebody is going to visit
 */
public record NameQuestion(Duration at, String name) {}
