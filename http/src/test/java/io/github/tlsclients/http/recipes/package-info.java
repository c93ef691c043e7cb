/** Short programs to begin from; each is run by a test. */
@NullMarked
package io.github.tlsclients.http.recipes;

import org.jspecify.annotations.NullMarked;
