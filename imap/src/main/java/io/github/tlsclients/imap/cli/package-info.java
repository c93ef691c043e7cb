/** The command {@code tls imap}. */
@NullMarked
package io.github.tlsclients.imap.cli;

import org.jspecify.annotations.NullMarked;
