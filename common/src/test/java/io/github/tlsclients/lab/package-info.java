/** Tests of the lab room. */
@NullMarked
package io.github.tlsclients.lab;

import org.jspecify.annotations.NullMarked;
