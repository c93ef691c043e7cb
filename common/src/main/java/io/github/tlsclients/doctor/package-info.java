/** What is wrong with a server, why, and who can mend it: found out by connecting in every way that a client may. */
@NullMarked
package io.github.tlsclients.doctor;

import org.jspecify.annotations.NullMarked;
