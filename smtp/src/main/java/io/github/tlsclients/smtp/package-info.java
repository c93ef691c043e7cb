/** Submission of mail over TLS in both modes: Jakarta Mail (Angus), on connections that the common part protects. */
@NullMarked
package io.github.tlsclients.smtp;

import org.jspecify.annotations.NullMarked;
