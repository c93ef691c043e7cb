/** The embedded FTP server that demonstrations and tests run against. */
@NullMarked
package io.github.tlsclients.ftp.lab;

import org.jspecify.annotations.NullMarked;
