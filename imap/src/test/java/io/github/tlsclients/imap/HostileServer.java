package io.github.tlsclients.imap;

import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLSocket;

/** A server that shakes hands properly and then says what a test wants, to every line it hears. */
final class HostileServer implements AutoCloseable {
    /** Instead of words: it hangs up. */
    static final String HANG_UP = "\0";

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> inClear = new CopyOnWriteArrayList<>();
    private final List<String> inTls = new CopyOnWriteArrayList<>();
    private final LabCertificate certificate;
    private final List<String> clearWords;
    private final String greeting;
    private final UnaryOperator<String> script;

    private HostileServer(
            LabCertificate certificate, List<String> clearWords, String greeting, UnaryOperator<String> script)
            throws IOException {
        this.certificate = certificate;
        this.clearWords = clearWords;
        this.greeting = greeting;
        this.script = script;
        listener.setReceiveBufferSize(1 << 16); // kernels differ in what they take for a server that does not read
        Thread thread = new Thread(this::serve, "hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** TLS from the first byte; {@code TAG} in its words stands for the tag of the line it answers. */
    static HostileServer implicit(LabCertificate certificate, String greeting, UnaryOperator<String> script)
            throws IOException {
        return new HostileServer(certificate, List.of(), greeting, script);
    }

    /** TLS from the first byte; answers each command by its name, and OK to any other. */
    static HostileServer answering(LabCertificate certificate, String greeting, Map<String, String> answers)
            throws IOException {
        return implicit(certificate, greeting, line -> {
            String[] words = line.split(" ", 3);
            return answers.getOrDefault(words.length < 2 ? "" : words[1], "TAG OK done\r\n");
        });
    }

    /** STARTTLS: says these words in clear, the first unasked and then one for each line; TLS begins after the last. */
    static HostileServer upgrading(LabCertificate certificate, List<String> clearWords, UnaryOperator<String> script)
            throws IOException {
        return new HostileServer(certificate, clearWords, "", script);
    }

    /** Where it listens, in the mode that it was started in. */
    Endpoint endpoint() {
        TlsMode mode = clearWords.isEmpty() ? TlsMode.IMPLICIT : TlsMode.STARTTLS;
        return Endpoint.of(Protocol.IMAP, mode, "localhost", listener.getLocalPort());
    }

    List<String> heardInClear() {
        return List.copyOf(inClear);
    }

    List<String> heardInTls() {
        return List.copyOf(inTls);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket client = listener.accept()) {
                client.setSoTimeout(20_000);
                speakClear(client);
                SSLSocket tls = (SSLSocket) certificate
                        .serverContext()
                        .getSocketFactory()
                        .createSocket(client, null, client.getPort(), true);
                tls.setUseClientMode(false);
                speakImap(tls);
            } catch (IOException e) {
                continue; // the client hung up
            }
        }
    }

    private void speakClear(Socket client) throws IOException {
        for (int i = 0; i < clearWords.size(); i++) {
            if (i > 0) {
                inClear.add(readLine(client.getInputStream()));
            }
            if (clearWords.get(i).equals(HANG_UP)) {
                throw new IOException("hung up");
            }
            client.getOutputStream().write(clearWords.get(i).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void speakImap(SSLSocket tls) throws IOException {
        OutputStream out = tls.getOutputStream();
        out.write(greeting.getBytes(StandardCharsets.UTF_8));
        BufferedReader in = new BufferedReader(new InputStreamReader(tls.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            inTls.add(line);
            String words = script.apply(line).replace("TAG", line.split(" ", 2)[0]);
            if (words.endsWith(HANG_UP)) {
                out.write(words.substring(0, words.length() - 1).getBytes(StandardCharsets.UTF_8));
                tls.close();
                return;
            }
            out.write(words.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Byte by byte: what follows belongs to TLS. */
    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the client hung up");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
