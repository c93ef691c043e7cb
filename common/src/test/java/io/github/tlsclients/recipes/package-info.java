/** Recipes: one file, one main, under 60 lines; the pages quote them and tests run them. */
@NullMarked
package io.github.tlsclients.recipes;

import org.jspecify.annotations.NullMarked;
