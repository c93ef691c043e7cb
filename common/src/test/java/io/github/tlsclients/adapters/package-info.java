/** What every client library must do with a {@code TlsContext}; each module holds its own library to it. */
@NullMarked
package io.github.tlsclients.adapters;

import org.jspecify.annotations.NullMarked;
