/** One file, one main, one thing to do: to be copied into an app. */
@NullMarked
package io.github.tlsclients.ftp.recipes;

import org.jspecify.annotations.NullMarked;
