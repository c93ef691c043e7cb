/** The embedded IMAP server: GreenMail's engine behind TLS, and behind the STARTTLS that it has not. */
@NullMarked
package io.github.tlsclients.imap.lab;

import org.jspecify.annotations.NullMarked;
