/** What every HTTP server must show, and what hostile ones must not get away with. */
@NullMarked
package io.github.tlsclients.http;

import org.jspecify.annotations.NullMarked;
