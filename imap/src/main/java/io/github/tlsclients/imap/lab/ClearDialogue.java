package io.github.tlsclients.imap.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The server's part of RFC 9051 before TLS: capabilities and STARTTLS; every login is refused. */
final class ClearDialogue {
    /** Without LOGINDISABLED, though logins are refused: curl 7.88 believes that word of the clear inside TLS as well. */
    private static final String CAPABILITIES = "CAPABILITY IMAP4rev1 STARTTLS";

    private static final int LONGEST_LINE = 8_192;

    private final InputStream in;
    private final OutputStream out;

    ClearDialogue(Socket socket) throws IOException {
        in = socket.getInputStream(); // unbuffered: what follows STARTTLS belongs to TLS
        out = socket.getOutputStream();
    }

    /** Speaks until the client leaves, or has asked for TLS and heard our consent. */
    boolean endsWithStartTls() throws IOException {
        say("* OK [" + CAPABILITIES + "] lab ready");
        for (String line = readLine(); line != null; line = readLine()) {
            String[] words = line.split(" ", 3);
            String tag = words[0];
            String command = words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT);
            switch (command) {
                case "CAPABILITY" -> say("* " + CAPABILITIES, tag + " OK done");
                case "NOOP" -> say(tag + " OK done");
                case "LOGOUT" -> {
                    say("* BYE", tag + " OK done");
                    return false;
                }
                case "STARTTLS" -> {
                    if (in.available() > 0) {
                        // commands sent along in clear would run inside TLS (RFC 9051 section 6.2.1)
                        say(tag + " BAD nothing may follow STARTTLS in clear");
                        return false;
                    }
                    say(tag + " OK begin TLS");
                    return true;
                }
                case "LOGIN", "AUTHENTICATE" -> say(tag + " NO [PRIVACYREQUIRED] STARTTLS comes first");
                default -> say(tag + " BAD STARTTLS comes first");
            }
        }
        return false;
    }

    private void say(String... lines) throws IOException {
        out.write((String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private @Nullable String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(StandardCharsets.US_ASCII).stripTrailing();
            }
            if (line.size() == LONGEST_LINE) {
                throw new IOException("the line has no end");
            }
            line.write(next);
        }
        return null;
    }
}
