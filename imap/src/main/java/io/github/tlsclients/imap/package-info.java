/** IMAP over TLS, implicit or by STARTTLS: a session for apps, and the properties by which Jakarta Mail does the same. */
@NullMarked
package io.github.tlsclients.imap;

import org.jspecify.annotations.NullMarked;
