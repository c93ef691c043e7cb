package io.github.tlsclients.imap.lab;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** GreenMail greets whoever it talks to; after STARTTLS there is no greeting, so its first line is swallowed. */
final class WithoutGreeting extends FilterOutputStream {
    private boolean inFirstLine = true;

    WithoutGreeting(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int start = offset;
        int end = offset + length;
        while (inFirstLine && start < end) {
            inFirstLine = bytes[start++] != '\n';
        }
        if (start < end) {
            out.write(bytes, start, end - start);
        }
    }
}
