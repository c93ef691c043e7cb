package io.github.tlsclients.imap;

import java.util.List;

/**
 * Messages of a folder by their UIDs.
 *
 * @param folder its name
 * @param validity the folder's UIDVALIDITY: while it stays, a UID means the same message (RFC 9051 section 2.3.1.1)
 * @param uids in ascending order
 */
public record FolderUids(String folder, long validity, List<Long> uids) {
    /** Copies the list. */
    public FolderUids {
        uids = List.copyOf(uids);
    }
}
