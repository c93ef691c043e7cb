/** The project as a whole, as a user meets it. */
@NullMarked
package io.github.tlsclients;

import org.jspecify.annotations.NullMarked;
