/** The answers to the exercises of the page. */
@NullMarked
package io.github.tlsclients.http.exercises;

import org.jspecify.annotations.NullMarked;
