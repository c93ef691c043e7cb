@NullMarked
package io.github.tlsclients.matrix;

import org.jspecify.annotations.NullMarked;
