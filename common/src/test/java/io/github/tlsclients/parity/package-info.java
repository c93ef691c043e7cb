/** The contract of every protocol's clients with every fault of the lab. */
@NullMarked
package io.github.tlsclients.parity;

import org.jspecify.annotations.NullMarked;
