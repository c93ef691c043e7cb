/**
 * What an eavesdropper sees: recordings of the bytes that pass, and what can be read from them without a key.
 *
 * <p>The way through: a {@link io.github.tlsclients.wire.Recording} is made by a {@link io.github.tlsclients.wire.Tap}
 * between any two programs, or by one of our own contexts that it observes; its {@link io.github.tlsclients.wire.Flow}s
 * are read into {@link io.github.tlsclients.wire.WireEvent}s; a {@link io.github.tlsclients.wire.WireView} says what they
 * give away, and what not. Nothing is decrypted anywhere.
 */
@NullMarked
package io.github.tlsclients.wire;

import org.jspecify.annotations.NullMarked;
