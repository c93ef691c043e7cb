/**
 * A throwaway certificate authority and servers that live in this process: what a demonstration and a test run against.
 * Loopback addresses and ephemeral ports alone.
 */
@NullMarked
package io.github.tlsclients.lab;

import org.jspecify.annotations.NullMarked;
