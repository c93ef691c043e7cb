package io.github.tlsclients.ftp;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Takes a file's content as it arrives. */
@FunctionalInterface
public interface Receiver {
    /**
     * Takes it. What has been read when this returns is the whole only if {@link FtpSession#get(String, Receiver)}
     * returns too.
     *
     * @param content the file; read it to its end, do not close it
     * @param size in bytes, if the server tells
     */
    void receive(InputStream content, OptionalLong size) throws IOException;
}
