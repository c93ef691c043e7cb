package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class BoundedOutputTest {
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Otherwise whatever comes next would be told of a closed socket, and not why it was closed. */
    @Test
    void aWriteThatEndsWhenItHasBeenGivenUpIsTooLate() throws IOException {
        OutputStream out = output(1);

        assertThatThrownBy(() -> out.write('x')).isInstanceOf(SocketTimeoutException.class);
        assertThatThrownBy(() -> out.write('y')).isInstanceOf(SocketTimeoutException.class);
    }

    /** To TCP that takes a byte just when the connection is closed. */
    private OutputStream output(int timeoutMillis) throws IOException {
        TimedSocket socket = TimedSocket.over(
                new Socket() {
                    @Override
                    public OutputStream getOutputStream() {
                        return new OutputStream() {
                            @Override
                            public void write(int b) throws IOException {
                                awaitClose();
                            }
                        };
                    }

                    @Override
                    public synchronized void close() {
                        closed.countDown();
                    }
                },
                null);
        socket.setSoTimeout(timeoutMillis);
        return socket.getOutputStream();
    }

    private void awaitClose() throws IOException {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
