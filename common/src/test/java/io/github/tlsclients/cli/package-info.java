/** Tests of the cli room. */
@NullMarked
package io.github.tlsclients.cli;

import org.jspecify.annotations.NullMarked;
