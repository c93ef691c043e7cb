/** The command line, run as users run it. */
@NullMarked
package io.github.tlsclients.http.cli;

import org.jspecify.annotations.NullMarked;
