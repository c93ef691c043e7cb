/** Recipes: one file, one main, under 60 lines; the page quotes them and a test runs them. */
@NullMarked
package io.github.tlsclients.smtp.recipes;

import org.jspecify.annotations.NullMarked;
