package io.github.tlsclients.wire;

import java.time.Duration;

/**
 * Bytes that passed at once.
 *
 * @param at since the recording began
 * @param direction which way
 * @param bytes at least one; not to be changed
 */
public record Segment(Duration at, Direction direction, byte[] bytes) {}
