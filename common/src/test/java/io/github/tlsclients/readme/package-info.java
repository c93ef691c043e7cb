/** Holds the pages to what they say: quoted code is compiled code, and commands print what the page shows. */
@NullMarked
package io.github.tlsclients.readme;

import org.jspecify.annotations.NullMarked;
