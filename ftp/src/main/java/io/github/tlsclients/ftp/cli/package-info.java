/** {@code tls ftp}: the verbs, and what the protocol brings to the demo, the lab and the tour. */
@NullMarked
package io.github.tlsclients.ftp.cli;

import org.jspecify.annotations.NullMarked;
