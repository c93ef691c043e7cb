package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;

/** For the tests of upgrades: a server that has said all it will say. */
public final class ClearWords {
    private ClearWords() {}

    /** The clear part of an upgrade in which the server says this, whatever it is asked. */
    public static ClearText of(byte[] words) {
        return new ClearText(new ByteArrayInputStream(words), OutputStream.nullOutputStream());
    }
}
