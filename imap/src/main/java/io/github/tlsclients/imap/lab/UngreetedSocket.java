package io.github.tlsclients.imap.lab;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.jspecify.annotations.NullUnmarked;

/** GreenMail greets whoever it talks to; after STARTTLS there is no greeting, so its first line is swallowed. */
@NullUnmarked // the signatures are java.net's
final class UngreetedSocket extends Socket {
    private final Socket socket;

    UngreetedSocket(Socket socket) {
        this.socket = socket;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new WithoutFirstLine(socket.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }

    private static final class WithoutFirstLine extends FilterOutputStream {
        private boolean inFirstLine = true;

        WithoutFirstLine(OutputStream out) {
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
}
