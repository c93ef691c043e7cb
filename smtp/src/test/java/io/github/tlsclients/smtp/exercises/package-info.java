/** The answers to the exercises of the page. */
@NullMarked
package io.github.tlsclients.smtp.exercises;

import org.jspecify.annotations.NullMarked;
