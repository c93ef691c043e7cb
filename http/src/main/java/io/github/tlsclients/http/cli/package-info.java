/** {@code tls http}: get and probe. */
@NullMarked
package io.github.tlsclients.http.cli;

import org.jspecify.annotations.NullMarked;
