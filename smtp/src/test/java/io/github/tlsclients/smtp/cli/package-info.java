/** Tests of the command line. */
@NullMarked
package io.github.tlsclients.smtp.cli;

import org.jspecify.annotations.NullMarked;
