package io.github.tlsclients.recipes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/**
 * What: a safe server on a bare socket, by the JDK alone. It answers each client's one line.
 *
 * <p>How: the handshake belongs to the client's thread and has the client's timeout, so that nobody's bad one stops others.
 * Closing the socket sends close_notify, by which the client knows that nothing is missing.
 *
 * <p>Do not copy: readLine, which takes a line of any length. Arguments: port, PKCS12 file, file with its password.
 */
public record SocketServer(SSLServerSocket listener, ExecutorService workers) implements AutoCloseable {
    public static void main(String... args) throws IOException, GeneralSecurityException {
        char[] password = Files.readString(Path.of(args[2])).strip().toCharArray();
        start(Integer.parseInt(args[0]), Path.of(args[1]), password).acceptAll();
    }

    // region start
    static SocketServer start(int port, Path keyStore, char[] password) throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(KeyStore.getInstance(keyStore.toFile(), password), password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), null, null);
        SSLServerSocket listener = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(port, 50, InetAddress.getLoopbackAddress());
        listener.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        return new SocketServer(listener, Executors.newFixedThreadPool(50)); // so many clients at once
    }

    void acceptAll() throws IOException {
        while (!listener.isClosed()) {
            SSLSocket client = (SSLSocket) listener.accept(); // nothing of TLS has happened yet
            workers.execute(() -> serve(client));
        }
    }

    private static void serve(SSLSocket client) {
        try (client) {
            client.setSoTimeout(10_000); // for the handshake too: a silent client must not hold a thread
            client.startHandshake();
            String line = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            client.getOutputStream().write(("you said: " + line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.getLogger("server").log(Level.INFO, "a client failed: " + e.getMessage()); // its trouble alone
        }
    }

    @Override
    public void close() throws IOException {
        listener.close(); // no new clients; those that are here may finish
        workers.shutdown(); // their timeouts end them
    }
    // endregion
}
