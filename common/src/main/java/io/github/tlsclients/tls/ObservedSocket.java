package io.github.tlsclients.tls;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** A TCP connection whose bytes are shown to an observer as they pass. */
final class ObservedSocket extends DelegatingSocket {
    private final Socket tcp;
    private final WireObserver.Connection observer;

    /** @param tcp connected */
    ObservedSocket(Socket tcp, WireObserver observer) {
        this.tcp = tcp;
        this.observer = observer.connected(
                new InetSocketAddress(tcp.getLocalAddress(), tcp.getLocalPort()),
                new InetSocketAddress(tcp.getInetAddress(), tcp.getPort()));
    }

    @Override
    Socket delegate() {
        return tcp;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(tcp.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = in.read(bytes, offset, length);
                if (count > 0) {
                    observer.received(bytes, offset, count);
                }
                return count;
            }

            @Override
            public long skip(long count) throws IOException {
                return readNBytes((int) Math.min(count, Integer.MAX_VALUE)).length; // what is skipped passes as well
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(tcp.getOutputStream()) {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                observer.sent(bytes, offset, length); // first, lest the answer be seen before the question
                out.write(bytes, offset, length);
            }
        };
    }

    @Override
    public void close() throws IOException {
        if (!tcp.isClosed()) {
            observer.closed();
        }
        tcp.close();
    }
}
