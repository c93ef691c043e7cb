package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * What: the client of {@link SocketClient} on a channel that never blocks. The engine only turns bytes into bytes.
 *
 * <p>How: do what the engine asks for next; where it wants bytes that are not there, wait for the channel. It checks the
 * name as sockets do, and by itself tells an end without close_notify: {@code closeInbound} throws.
 *
 * <p>Do not copy: where a library has it done (Netty, Jetty). One thread for one channel is what sockets are for.
 */
final class EngineClient {
    private final SSLEngine engine;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer received;
    private final ByteBuffer toSend;

    EngineClient(SSLEngine engine, SocketChannel channel, Selector selector) throws IOException {
        this.engine = engine;
        this.channel = channel;
        this.key = channel.configureBlocking(false).register(selector, 0);
        this.received =
                ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
        this.toSend = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    }

    static String ask(String host, int port, TlsContext tls, String question) throws IOException {
        SSLEngine engine = tls.sslContext().createSSLEngine(host, port);
        try (Selector selector = Selector.open();
                SocketChannel channel = SocketChannel.open(new InetSocketAddress(host, port))) {
            return new EngineClient(engine, channel, selector).exchange(question + "\n");
        }
    }

    // region exchange
    private String exchange(String question) throws IOException {
        ByteBuffer asking = StandardCharsets.UTF_8.encode(question);
        ByteBuffer answer = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()); // and no longer
        engine.beginHandshake();
        while (!engine.isInboundDone() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run(); // certificates are checked in here
                case NEED_WRAP -> send(ByteBuffer.allocate(0));
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive(answer);
                default -> {
                    if (asking.hasRemaining()) {
                        send(asking);
                    } else {
                        receive(answer);
                    }
                }
            }
        }
        engine.closeOutbound(); // our own close_notify
        send(ByteBuffer.allocate(0));
        return StandardCharsets.UTF_8.decode(answer.flip()).toString();
    }

    private void send(ByteBuffer plain) throws IOException {
        engine.wrap(plain, toSend.clear());
        toSend.flip();
        while (toSend.hasRemaining()) {
            if (channel.write(toSend) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    private void receive(ByteBuffer plain) throws IOException {
        switch (engine.unwrap(received, plain).getStatus()) {
            case BUFFER_UNDERFLOW -> {
                received.compact();
                await(SelectionKey.OP_READ);
                if (channel.read(received) < 0) {
                    engine.closeInbound(); // throws, since no close_notify has come
                }
                received.flip();
            }
            case BUFFER_OVERFLOW -> throw new IOException("the answer is too long");
            default -> {}
        }
    }

    private void await(int operation) throws IOException {
        key.interestOps(operation);
        if (key.selector().select(10_000) == 0) { // a server that falls silent must not hold us for ever
            throw new SocketTimeoutException("the server has fallen silent");
        }
        key.selector().selectedKeys().clear();
    }
    // endregion
}
