package io.github.tlsclients.imap;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.ToolProcess;
import io.github.tlsclients.cli.ToolRun;
import io.github.tlsclients.lab.LabCa;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is larger than the heap goes through it. The lab keeps its messages in memory, so this server makes its own up. */
class SmallHeapTest {
    private static final int LARGE = (int) ToolProcess.TOO_LARGE;
    private static final int MEDIUM = 800 << 10;
    private static final int MESSAGES = 100;

    private static final Pattern ONE = Pattern.compile("\\S+ UID FETCH 1 \\(UID BODY.PEEK\\[]<(\\d+)\\.(\\d+)>\\)");
    private static final Pattern MANY = Pattern.compile("\\S+ UID FETCH (\\d+):(\\d+) .*");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SSLServerSocket listener;

    @BeforeEach
    void start() throws IOException {
        LabCa ca = LabCa.create();
        ca.writeTo(folder.resolve("ca.pem"));
        Files.writeString(folder.resolve("password"), "secret");
        listener = (SSLServerSocket) ca.issue("localhost")
                .serverContext()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "imap-server");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stop() throws IOException {
        listener.close();
    }

    @Test
    void aLargeMessage() throws Exception {
        Path file = folder.resolve("message");

        ToolRun run = fetch("1", file);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(file).hasSize(LARGE);
    }

    @Test
    void manyMessages() throws Exception {
        Path into = folder.resolve("messages");

        ToolRun run = fetch("1:*", into);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).startsWith(MESSAGES + " messages, " + (long) MESSAGES * MEDIUM + " bytes in " + into);
        assertThat(into.resolve("5-" + MESSAGES + ".eml")).hasSize(MEDIUM);
    }

    private ToolRun fetch(String uids, Path to) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(
                List.of("imap", "fetch", "imaps://localhost:" + listener.getLocalPort() + "/INBOX", "--uid", uids));
        arguments.addAll(
                List.of("-o", to.toString(), "--ca", folder.resolve("ca.pem").toString()));
        arguments.addAll(List.of(
                "--user", "ada", "--password-file", folder.resolve("password").toString()));
        return ToolProcess.withSmallHeap(arguments.toArray(String[]::new));
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (SSLSocket client = (SSLSocket) listener.accept()) {
                OutputStream out = client.getOutputStream();
                say(out, "* OK [CAPABILITY IMAP4rev1] ready\r\n");
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    answer(line, out);
                    say(out, line.split(" ", 2)[0] + " OK done\r\n");
                }
            } catch (IOException e) {
                continue; // the client hung up
            }
        }
    }

    private static void answer(String line, OutputStream out) throws IOException {
        Matcher one = ONE.matcher(line);
        Matcher many = MANY.matcher(line);
        if (line.contains(" EXAMINE ")) {
            say(out, "* " + MESSAGES + " EXISTS\r\n* OK [UIDVALIDITY 5] fine\r\n");
        } else if (line.contains(" UID SEARCH ")) {
            say(out, "* SEARCH");
            for (int uid = 1; uid <= MESSAGES; uid++) {
                say(out, " " + uid);
            }
            say(out, "\r\n");
        } else if (one.matches()) {
            int from = Integer.parseInt(one.group(1));
            piece(out, 1, from, Math.min(Integer.parseInt(one.group(2)), LARGE - from));
        } else if (many.matches()) {
            for (int uid = Integer.parseInt(many.group(1)); uid <= Integer.parseInt(many.group(2)); uid++) {
                piece(out, uid, 0, MEDIUM);
            }
        }
    }

    private static void piece(OutputStream out, int uid, int from, int size) throws IOException {
        say(out, "* " + uid + " FETCH (UID " + uid + " BODY[]<" + from + "> {" + size + "}\r\n");
        out.write(new byte[size]);
        say(out, ")\r\n");
    }

    private static void say(OutputStream out, String words) throws IOException {
        out.write(words.getBytes(StandardCharsets.US_ASCII));
    }
}
