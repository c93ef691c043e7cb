/** Tests of the tls room. */
@NullMarked
package io.github.tlsclients.tls;

import org.jspecify.annotations.NullMarked;
