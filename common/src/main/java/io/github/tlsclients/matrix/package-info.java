/** Which client works with which server: every pairing is tried against real servers, and each that cannot be is explained. */
@NullMarked
package io.github.tlsclients.matrix;

import org.jspecify.annotations.NullMarked;
