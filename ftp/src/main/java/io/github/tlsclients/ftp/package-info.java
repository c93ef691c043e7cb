/** FTP over TLS (RFC 4217): Apache Commons Net for the protocol, our own TLS below it on both kinds of connection. */
@NullMarked
package io.github.tlsclients.ftp;

import org.jspecify.annotations.NullMarked;
