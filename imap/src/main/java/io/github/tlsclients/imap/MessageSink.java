package io.github.tlsclients.imap;

import java.io.IOException;
import java.io.OutputStream;

/** Where many messages go, one after the other. What it throws ends the session, and reaches the caller as it is. */
public interface MessageSink {
    /**
     * A message comes.
     *
     * @param uid its UID
     * @return where to write it; not closed
     */
    OutputStream begin(long uid) throws IOException;

    /**
     * The message that was begun last is whole.
     *
     * @param uid its UID
     * @param bytes how many it had
     */
    void complete(long uid, long bytes) throws IOException;
}
