/**
 * What is wanted of TLS, and that made real: the part other apps import.
 *
 * <p>The way through is one line long: {@link io.github.tlsclients.tls.TlsConfig} says what is wanted, {@link
 * io.github.tlsclients.tls.TlsContext} realises it, and every socket, engine or factory that comes out of the context
 * carries all of it. This package prints nothing, logs no secret and changes no global state.
 */
@NullMarked
package io.github.tlsclients.tls;

import org.jspecify.annotations.NullMarked;
