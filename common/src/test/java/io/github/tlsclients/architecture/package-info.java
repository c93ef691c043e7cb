/** The architecture, held by tests; every module runs them over itself and this one. */
@NullMarked
package io.github.tlsclients.architecture;

import org.jspecify.annotations.NullMarked;
