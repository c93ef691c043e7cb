package io.github.tlsclients.ftp;

import java.time.Instant;
import java.util.Optional;

/**
 * A file or directory as the server lists it.
 *
 * @param name as the server gives it, without a path: no slash, no NUL, and neither {@code .} nor {@code ..}. It may hold
 *     anything else, backslashes and control characters too, so do not use it as a local path unseen
 * @param directory whether it is a directory
 * @param size in bytes; empty for a directory, or if the server does not tell
 * @param modified when it was last changed, to the second (RFC 3659) or the minute (LIST); empty if the server does not
 *     tell
 * @param link whether it is a symbolic link, as far as the server tells; it may lead to a file, a directory or nowhere
 */
public record RemoteFile(
        String name, boolean directory, Optional<Long> size, Optional<Instant> modified, boolean link) {}
