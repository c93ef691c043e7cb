/** Tests of the wire room. */
@NullMarked
package io.github.tlsclients.wire;

import org.jspecify.annotations.NullMarked;
