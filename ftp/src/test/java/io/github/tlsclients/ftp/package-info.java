/** What FTP over TLS must do, held against the lab, hostile servers and real ones. */
@NullMarked
package io.github.tlsclients.ftp;

import org.jspecify.annotations.NullMarked;
