/** The answers to the exercises of the page. */
@NullMarked
package io.github.tlsclients.imap.exercises;

import org.jspecify.annotations.NullMarked;
