/** The embedded submission server, on loopback alone. */
@NullMarked
package io.github.tlsclients.smtp.lab;

import org.jspecify.annotations.NullMarked;
