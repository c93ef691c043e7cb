package io.github.tlsclients.ftp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.ResumedChannel;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import org.apache.commons.net.ftp.FTPReply;
import org.jspecify.annotations.Nullable;

/** Moves files over data connections, and tells apart whose fault it is when that fails: the network's or the caller's. */
final class Transfer {
    /** Measured: less slows transfers by a third, more gains nothing. */
    private static final int BUFFER = 256 * 1024;

    private final ControlConnection control;
    private final FtpFailures failures;

    Transfer(ControlConnection control, FtpFailures failures) {
        this.control = control;
        this.failures = failures;
    }

    long get(String path, OptionalLong size, Receiver receiver) throws IOException {
        ResumedChannel channel = control.transfer("RETR", path);
        if (channel == null) {
            throw failures.reading(path);
        }
        Content content = new Content(channel.getInputStream());
        try {
            receiver.receive(content, size);
            content.skipToEnd();
        } catch (IOException e) {
            channel.abort();
            if (content.failure != null) {
                throw content.count == 0 ? control.explained(content.failure) : content.failure;
            }
            throw abandoned(
                    e instanceof TlsException told
                            ? told
                            : failures.local("\"" + path + "\" cannot be stored here", e));
        }
        channel.close();
        if (!FTPReply.isPositiveCompletion(control.getReply())) {
            throw failures.reading(path);
        }
        if (content.count < size.orElse(0)) {
            throw failures.incomplete("the download of \"" + path + "\"", content.count, size.orElse(0));
        }
        // a file may grow while it is read; then the server says so
        if (content.count > size.orElse(content.count)
                && content.count != control.announcedSize(path).orElse(content.count)) {
            throw failures.surplus(path, content.count, size.orElse(0));
        }
        return content.count;
    }

    long put(InputStream from, String path) throws IOException {
        ResumedChannel channel = control.transfer("STOR", path);
        if (channel == null) {
            throw failures.writing(path);
        }
        OutputStream out = channel.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        long sent = 0;
        while (true) {
            int count;
            try {
                count = from.read(buffer, 0, BUFFER);
            } catch (IOException e) {
                // without TLS's own end the server cannot take the part for the whole
                channel.abort();
                throw abandoned(failures.local("what is to become \"" + path + "\" cannot be read", e));
            }
            try {
                if (count < 0) {
                    out.close();
                    break;
                }
                out.write(buffer, 0, count);
                sent += count;
            } catch (IOException e) {
                channel.abort();
                throw brokeOff(path, sent, e);
            }
        }
        if (!FTPReply.isPositiveCompletion(control.getReply())) {
            throw failures.writing(path);
        }
        return sent;
    }

    /** A server that breaks an upload off usually says why: no space, too large. */
    private TlsException brokeOff(String path, long sent, IOException cause) throws IOException {
        boolean told = control.lastWords() && !FTPReply.isPositiveCompletion(control.getReplyCode());
        return told ? failures.writing(path) : abandoned(failures.brokeOff(path, sent, cause));
    }

    /** A reply may still come, which the next command would take for its own. */
    private TlsException abandoned(TlsException failure) throws IOException {
        control.disconnect();
        return failure;
    }

    /** The data connection as a receiver sees it; knows afterwards whether it was this that failed. */
    private static final class Content extends FilterInputStream {
        private long count;
        private @Nullable IOException failure;

        Content(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int read = in.read(buffer, offset, length);
                count += Math.max(read, 0);
                return read;
            } catch (IOException e) {
                failure = e;
                throw e;
            }
        }

        /** In large pieces, whatever the other side's own idea of a piece is. */
        @Override
        public long transferTo(OutputStream out) throws IOException {
            byte[] buffer = new byte[BUFFER];
            long before = count;
            for (int read = read(buffer, 0, BUFFER); read >= 0; read = read(buffer, 0, BUFFER)) {
                out.write(buffer, 0, read);
            }
            return count - before;
        }

        @Override
        public void close() {
            // the session closes it, once the end has been seen
        }

        void skipToEnd() throws IOException {
            transferTo(OutputStream.nullOutputStream());
        }
    }
}
