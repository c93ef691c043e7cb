package io.github.tlsclients.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Shakes hands by an {@link SSLEngine} over a socket, as Netty and Jetty do over their channels. */
public final class EngineClient {
    private final SSLEngine engine;
    private final Socket tcp;
    private ByteBuffer received = ByteBuffer.allocate(64 * 1024).flip();

    private EngineClient(SSLEngine engine, Socket tcp) {
        this.engine = engine;
        this.tcp = tcp;
    }

    public static void shakeHands(SSLEngine engine, Socket tcp) throws IOException {
        EngineClient client = new EngineClient(engine, tcp);
        try {
            client.run();
        } catch (SSLException e) {
            client.tellThePeer();
            throw e;
        }
    }

    private void run() throws IOException {
        engine.beginHandshake();
        while (true) {
            HandshakeStatus next = engine.getHandshakeStatus();
            if (next == HandshakeStatus.NEED_TASK) {
                engine.getDelegatedTask().run();
            } else if (next == HandshakeStatus.NEED_WRAP) {
                wrap();
            } else if (next == HandshakeStatus.NEED_UNWRAP || next == HandshakeStatus.NEED_UNWRAP_AGAIN) {
                unwrap();
            } else {
                return;
            }
        }
    }

    private void wrap() throws IOException {
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        OutputStream stream = tcp.getOutputStream();
        stream.write(out.array(), 0, out.position());
        stream.flush();
    }

    private void unwrap() throws IOException {
        ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = engine.unwrap(received, plain);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            read();
        }
    }

    private void read() throws IOException {
        received.compact();
        InputStream in = tcp.getInputStream();
        int count = in.read(received.array(), received.position(), received.remaining());
        if (count < 0) {
            throw new IOException("the peer hung up");
        }
        received.position(received.position() + count).flip();
    }

    /** The alert that says why. */
    private void tellThePeer() throws IOException {
        while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            wrap();
        }
    }
}
