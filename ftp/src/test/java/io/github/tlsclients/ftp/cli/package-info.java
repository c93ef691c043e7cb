/** The command line: results, messages, exit codes. */
@NullMarked
package io.github.tlsclients.ftp.cli;

import org.jspecify.annotations.NullMarked;
