package io.github.tlsclients.smtp;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A message as DATA wants it: every line end CRLF, and a dot at the begin of a line doubled (RFC 5321 sections 2.3.8 and
 * 4.5.2). A bare CR and a bare LF count as line ends: there are servers that take them so, and text behind a dot between
 * them would be a command.
 */
final class MessageData extends FilterOutputStream {
    private static final byte[] LINE_END = {'\r', '\n'};

    private boolean atBegin = true; // of a line
    private boolean afterReturn; // whose line end is written already

    MessageData(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int begin = offset; // of what is not written yet
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            byte next = bytes[i];
            if (next == '\r' || next == '\n') {
                out.write(bytes, begin, i - begin);
                begin = i + 1;
                if (next == '\r' || !afterReturn) {
                    out.write(LINE_END);
                    atBegin = true;
                }
                afterReturn = next == '\r';
            } else {
                if (atBegin && next == '.') {
                    out.write(bytes, begin, i - begin);
                    begin = i;
                    out.write('.');
                }
                atBegin = false;
                afterReturn = false;
            }
        }
        out.write(bytes, begin, end - begin);
    }

    /** Ends the last line, if it has no end. */
    void endLine() throws IOException {
        if (!atBegin) {
            write(LINE_END);
        }
    }

    /** Nothing: what is left of a message goes out with the dot behind it. */
    @Override
    public void flush() {}
}
