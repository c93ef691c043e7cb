/** What every parser of ours is held to, whatever input it is given: the fuzz tests of all modules use it. */
@NullMarked
package io.github.tlsclients.fuzz;

import org.jspecify.annotations.NullMarked;
