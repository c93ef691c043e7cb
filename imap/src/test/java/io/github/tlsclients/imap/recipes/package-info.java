/** Recipes: each one file with one main, run by a test. */
@NullMarked
package io.github.tlsclients.imap.recipes;

import org.jspecify.annotations.NullMarked;
