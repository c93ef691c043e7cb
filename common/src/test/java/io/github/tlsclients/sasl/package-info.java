@NullMarked
package io.github.tlsclients.sasl;

import org.jspecify.annotations.NullMarked;
