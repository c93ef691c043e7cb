/** What no client may ever tell, shown with servers that repeat all they are told. */
@NullMarked
package io.github.tlsclients.secrets;

import org.jspecify.annotations.NullMarked;
