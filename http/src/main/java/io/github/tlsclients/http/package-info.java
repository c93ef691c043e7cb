/** HTTP over TLS by OkHttp: implicit TLS with HTTP/2, the upgrade of RFC 2817, and tunnels through proxies. */
@NullMarked
package io.github.tlsclients.http;

import org.jspecify.annotations.NullMarked;
