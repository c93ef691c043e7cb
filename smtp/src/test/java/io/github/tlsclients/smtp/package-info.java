/** Tests of the sessions: the contract, and servers that keep to none. */
@NullMarked
package io.github.tlsclients.smtp;

import org.jspecify.annotations.NullMarked;
