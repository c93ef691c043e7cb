/** What happened: the report of a session that stood, and the diagnosis of one that did not. */
@NullMarked
package io.github.tlsclients.session;

import org.jspecify.annotations.NullMarked;
