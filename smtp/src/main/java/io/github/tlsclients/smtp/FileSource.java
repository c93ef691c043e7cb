package io.github.tlsclients.smtp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import jakarta.activation.DataSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A file as an attachment, or as a whole message: read in pieces while it is sent. */
final class FileSource implements DataSource {
    private static final String BYTES = "application/octet-stream";

    /** Not message/* and multipart/*, which must not be in base64 (RFC 2046 sections 5.1 and 5.2.1). */
    private static final Pattern USABLE_TYPE =
            Pattern.compile("(application|audio|font|image|model|text|video)/[A-Za-z0-9.+-]+");

    private final Path file;

    FileSource(Path file) {
        this.file = file;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        try {
            return new Reading(Files.newInputStream(file));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public OutputStream getOutputStream() {
        throw new UnsupportedOperationException("an attachment is read only");
    }

    /** By the file's name, as this platform knows it. */
    @Override
    public String getContentType() {
        try {
            String type = Files.probeContentType(file);
            return type != null && USABLE_TYPE.matcher(type).matches() ? type : BYTES;
        } catch (IOException e) {
            return BYTES;
        }
    }

    @Override
    public String getName() {
        return OutgoingMessage.nameOf(file);
    }

    private TlsException unreadable(IOException e) {
        return new TlsException(
                TlsFailure.LOCAL_FILE,
                "the file " + file + " cannot be read",
                "check it; the server has been left without the end of the message, so nothing was sent",
                e);
    }

    /** Tells a file that fails from a connection that fails. */
    private final class Reading extends FilterInputStream {
        Reading(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            try {
                return in.read();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
    }
}
