/** The embedded HTTP servers: one site, behind implicit TLS and behind the upgrade of RFC 2817. */
@NullMarked
package io.github.tlsclients.http.lab;

import org.jspecify.annotations.NullMarked;
