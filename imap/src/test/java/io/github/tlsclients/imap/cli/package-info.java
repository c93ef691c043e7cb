/** Tests of the command {@code tls imap} and of what the README shows. */
@NullMarked
package io.github.tlsclients.imap.cli;

import org.jspecify.annotations.NullMarked;
