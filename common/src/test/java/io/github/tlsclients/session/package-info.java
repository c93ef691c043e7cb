/** Tests of the session room. */
@NullMarked
package io.github.tlsclients.session;

import org.jspecify.annotations.NullMarked;
