@NullMarked
package io.github.tlsclients.doctor;

import org.jspecify.annotations.NullMarked;
