import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The least that a JVM can do for a session: one class, an SSLSocket that checks the name, and the protocol's lines as
 * they stand. It believes every reply that begins as it should, so it is no client to copy.
 *
 * <p>Arguments: head, get, send, list or retrieve; port on localhost; PEM file of the root; user; password file.
 */
public final class Bare {
    private static final String HOST = "localhost";

    private final SSLSocketFactory factory;
    private final int port;
    private final SSLSocket socket;
    private final BufferedReader in;
    private final OutputStream out;

    private Bare(SSLSocketFactory factory, int port, Socket tcp) throws IOException {
        this.factory = factory;
        this.port = port;
        this.socket = secured(tcp);
        this.in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
        this.out = socket.getOutputStream();
    }

    public static void main(String... args) throws IOException, GeneralSecurityException {
        int port = Integer.parseInt(args[1]);
        Socket tcp = connected(port);
        if (args[0].equals("retrieve")) {
            upgrade(tcp);
        }
        Bare bare = new Bare(trusting(Path.of(args[2])), port, tcp);
        switch (args[0]) {
            case "head" -> bare.request("HEAD", "/");
            case "get" -> bare.request("GET", "/kilobyte");
            case "send" -> bare.send(args[3], Files.readString(Path.of(args[4])).strip());
            case "list" -> bare.list(args[3], Files.readString(Path.of(args[4])).strip());
            case "retrieve" ->
                bare.retrieve(args[3], Files.readString(Path.of(args[4])).strip());
            default -> throw new IllegalArgumentException(args[0]);
        }
        bare.socket.close();
    }

    private void request(String method, String path) throws IOException {
        write(method + " " + path + " HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close");
        write("");
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {}
        for (int c = in.read(); c >= 0; c = in.read()) {
            System.out.write(c);
        }
        System.out.flush();
    }

    private void send(String user, String password) throws IOException {
        expect("220");
        say("EHLO localhost", "250");
        byte[] plain = ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
        say("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain), "235");
        say("MAIL FROM:<ada@lab.test>", "250");
        say("RCPT TO:<ada@lab.test>", "250");
        say("DATA", "354");
        say("From: ada@lab.test\r\nTo: ada@lab.test\r\nSubject: hello\r\n\r\nhello\r\n.", "250");
        say("QUIT", "221");
    }

    private void list(String user, String password) throws IOException {
        expect("*");
        say("a LOGIN " + user + " \"" + password + "\"", "a OK");
        say("b EXAMINE INBOX", "b OK");
        write("c FETCH 1:* (UID FLAGS RFC822.SIZE ENVELOPE)");
        for (String line = in.readLine(); !line.startsWith("c OK"); line = in.readLine()) {
            System.out.println(line);
        }
        say("d LOGOUT", "d OK");
    }

    private void retrieve(String user, String password) throws IOException {
        say("USER " + user, "331");
        say("PASS " + password, "230");
        say("PBSZ 0", "200");
        say("PROT P", "200");
        say("TYPE I", "200");
        String where = say("EPSV", "229");
        write("RETR kilobyte");
        int dataPort = Integer.parseInt(where.replaceAll(".*\\|(\\d+)\\|.*", "$1"));
        try (SSLSocket data = secured(connected(dataPort))) {
            expect("150");
            data.getInputStream().transferTo(System.out);
            System.out.flush();
        }
        expect("226");
        say("QUIT", "221");
    }

    private String say(String line, String reply) throws IOException {
        write(line);
        return expect(reply);
    }

    private void write(String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads over whatever comes first: the other lines of a reply, and what IMAP has to say besides. */
    private String expect(String reply) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(reply) || line.startsWith(reply + " ")) {
                return line;
            }
        }
        throw new IOException("the server never said " + reply);
    }

    private static Socket connected(int port) throws IOException {
        Socket tcp = new Socket(HOST, port);
        tcp.setTcpNoDelay(true);
        return tcp;
    }

    /** In clear, and byte by byte: what follows the reply is TLS's. */
    private static void upgrade(Socket tcp) throws IOException {
        skipReply(tcp.getInputStream());
        tcp.getOutputStream().write("AUTH TLS\r\n".getBytes(StandardCharsets.US_ASCII));
        skipReply(tcp.getInputStream());
    }

    /** Its last line has a blank behind the number (RFC 959 section 4.2). */
    private static void skipReply(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n' || line.charAt(3) != ' '; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server hung up");
            }
            line.append((char) c);
            if (c == '\n') {
                line.setLength(0);
            }
        }
    }

    /** Sessions are known by the port that is given here: always the first one's, so that a data connection resumes. */
    private SSLSocket secured(Socket tcp) throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(tcp, HOST, port, true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    private static SSLSocketFactory trusting(Path root) throws IOException, GeneralSecurityException {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream file = Files.newInputStream(root)) {
            roots.setCertificateEntry(
                    "root", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }
}
