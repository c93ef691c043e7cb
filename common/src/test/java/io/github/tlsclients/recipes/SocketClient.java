package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.HandshakeWatch;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;

/**
 * What: a safe client on a bare socket. It asks one line, and the answer goes on until the server closes.
 *
 * <p>How: shake hands before a word is said, bound every wait and every length, and at the end look how it ended. To JSSE
 * a connection that somebody cut is an end like any other; only close_notify tells that nothing is missing.
 *
 * <p>Do not copy: the read timeout as the only clock, where the server is not yours: it may send a byte a second. A {@code
 * TlsConnector} has a clock for whole operations.
 *
 * <p>Arguments: host, port, PEM file of the root certificate, question.
 */
public final class SocketClient {
    private static final int LONGEST_ANSWER = 64 * 1024;

    private SocketClient() {}

    public static void main(String... args) throws IOException {
        System.out.print(ask(args[0], Integer.parseInt(args[1]), Path.of(args[2]), args[3]));
    }

    static String ask(String host, int port, Path root, String question) throws IOException {
        // region ask
        TlsContext tls =
                TlsContext.of(TlsConfig.builder().trust(Trust.pem(root)).build());
        try (HandshakeWatch watch = HandshakeWatch.begin();
                SSLSocket socket = (SSLSocket) tls.socketFactory().createSocket(host, port)) {
            socket.setSoTimeout(10_000); // a server that falls silent must not hold us for ever
            socket.startHandshake(); // fails here, with nothing said, unless it is the right server
            socket.getOutputStream().write((question + "\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
            if (watch.streamEnded()) { // TCP ended, and no close_notify had come before
                throw new EOFException("the answer was cut off after " + answer.length + " bytes");
            }
            return new String(answer, StandardCharsets.UTF_8);
        }
        // endregion
    }
}
