/** The command line: options, printing, exit codes, demonstrations. The only room that touches picocli or standard output. */
@NullMarked
package io.github.tlsclients.cli;

import org.jspecify.annotations.NullMarked;
