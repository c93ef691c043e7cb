/**
 * Real servers in containers, for the integration tests of the protocol modules, which get this package as a test-jar.
 */
@NullMarked
package io.github.tlsclients.containers;

import org.jspecify.annotations.NullMarked;
