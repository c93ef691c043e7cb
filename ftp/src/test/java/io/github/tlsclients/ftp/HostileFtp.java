package io.github.tlsclients.ftp;

import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** An FTP server whose control connection is in order and whose data connections, or single replies, are not. */
public final class HostileFtp implements LabServer {
    /** What it does with an accepted data connection, after its 150. */
    public interface Data {
        void serve(Socket tcp, SSLContext own) throws IOException;
    }

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final SSLContext context;
    private final Map<String, String> replies = new HashMap<>();
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
    private final Data data;
    private volatile boolean upgrading;
    private volatile boolean wanting;
    private volatile @Nullable InetAddress stranger;
    private int announced;

    private HostileFtp(SSLContext context, Data data) throws IOException {
        this.context = context;
        this.data = data;
        replies.put("USER", "331 password, please");
        replies.put("PASS", "230 welcome");
        replies.put("FEAT", "211-features\r\n SIZE\r\n211 end");
        replies.put("SIZE", "213 1000");
        replies.put("SYST", "215 UNIX Type: L8");
        replies.put("done", "226 done");
        Thread thread = new Thread(this::serve, "hostile-ftp");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts one with TLS from the first byte. */
    public static HostileFtp start(LabCertificate certificate, Data data) throws IOException {
        return start(certificate.serverContext(), data);
    }

    /** Starts one with TLS of its own. */
    public static HostileFtp start(SSLContext context, Data data) throws IOException {
        return new HostileFtp(context, data);
    }

    /** Data connections under the control connection's session, as they should be. */
    public static SSLSocket resumed(Socket tcp, SSLContext context) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
        tls.setUseClientMode(false);
        tls.startHandshake();
        return tls;
    }

    /** Answers a command otherwise; {@code done} stands for the end of a transfer, PORT in a reply for a data port. */
    public HostileFtp answering(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    /** Greets in clear and waits for AUTH TLS. */
    HostileFtp upgrading() {
        upgrading = true;
        return this;
    }

    /** Takes nobody without a client certificate. */
    HostileFtp wantingCertificates() {
        wanting = true;
        return this;
    }

    /** Lets somebody at another address connect first, in active mode. */
    HostileFtp outrunBy(InetAddress other) {
        stranger = other;
        return this;
    }

    /** The commands it has heard inside TLS. */
    public List<String> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new IllegalStateException("a listening socket closes", e);
        }
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket tcp = listener.accept()) {
                converse(control(tcp));
            } catch (IOException e) {
                heard.add("(hung up)");
            }
        }
    }

    private SSLSocket control(Socket tcp) throws IOException {
        if (upgrading) {
            say(tcp.getOutputStream(), "220 ready");
            tcp.getInputStream().readNBytes("AUTH TLS\r\n".length());
            say(tcp.getOutputStream(), "234 go");
        }
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), false);
        tls.setUseClientMode(false);
        tls.setNeedClientAuth(wanting);
        tls.startHandshake();
        return tls;
    }

    private void converse(SSLSocket control) throws IOException {
        OutputStream out = control.getOutputStream();
        if (!upgrading) {
            say(out, replies.getOrDefault("greeting", "220 ready"));
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(control.getInputStream(), StandardCharsets.UTF_8));
        try (ServerSocket passive = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                heard.add(line);
                if (line.startsWith("PORT ")) {
                    String[] numbers = line.substring("PORT ".length()).split(",");
                    announced = Integer.parseInt(numbers[4]) * 256 + Integer.parseInt(numbers[5]);
                }
                answer(line.replaceFirst(" .*", ""), out, passive);
            }
        }
    }

    private void answer(String command, OutputStream out, ServerSocket passive) throws IOException {
        int port = passive.getLocalPort();
        String usual = switch (command) {
            case "EPSV" -> "229 here (|||" + port + "|)";
            case "PASV" -> "227 here (127,0,0,1,PORT)";
            case "LIST", "MLSD", "RETR", "STOR" -> "150 here it comes";
            default -> "200 fine";
        };
        String reply = replies.getOrDefault(command, usual).replace("PORT", (port >> 8) + "," + (port & 255));
        say(out, reply);
        if (reply.startsWith("150")) {
            try (Socket tcp = announced > 0 ? connect() : passive.accept()) {
                data.serve(tcp, context);
            } catch (IOException e) {
                say(out, replies.getOrDefault("broken", "425 no data connection"));
                return;
            }
            say(out, replies.getOrDefault("done", ""));
        }
    }

    private Socket connect() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        if (stranger != null) {
            try (Socket other = new Socket(here, announced, stranger, 0)) {
                heard.add(other.getInputStream().read() < 0 ? "(turned away)" : "(let in)");
            }
        }
        return new Socket(here, announced, here, 0);
    }

    private static void say(OutputStream out, String reply) throws IOException {
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Somebody else's port, who is told when anybody connects to it. */
    static CompletableFuture<Boolean> connectedTo(ServerSocket elsewhere) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket caught = elsewhere.accept()) {
                return caught.isConnected();
            } catch (IOException e) {
                return false;
            }
        });
    }
}
