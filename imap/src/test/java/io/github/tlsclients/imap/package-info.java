/** Tests of IMAP: the contract against the lab and real servers, and hostile servers. */
@NullMarked
package io.github.tlsclients.imap;

import org.jspecify.annotations.NullMarked;
