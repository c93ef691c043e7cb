/** {@code tls smtp}: the verbs, and what the protocol brings to the lab, the demo and the tour. */
@NullMarked
package io.github.tlsclients.smtp.cli;

import org.jspecify.annotations.NullMarked;
