/**
 * How a mail client proves who it is, inside TLS: SASL (RFC 4422), without the JVM's registered providers.
 *
 * <p>SCRAM is com.ongres.scram's, an optional dependency of this artifact: an app that logs in by this room adds {@code
 * com.ongres.scram:scram-client}.
 */
@NullMarked
package io.github.tlsclients.sasl;

import org.jspecify.annotations.NullMarked;
