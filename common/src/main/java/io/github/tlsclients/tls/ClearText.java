package io.github.tlsclients.tls;

import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The clear part of an upgrade, line by line. Reads byte-wise, so that nothing behind the server's consent is consumed:
 * what an attacker puts there meets the TLS handshake, and breaks it. Keeps a transcript, in which nothing can be
 * secret.
 */
public final class ClearText {
    /** RFC 5321 section 4.5.3.1.5 asks for 512 octets a reply line; capability lines of IMAP are longer. */
    private static final int LONGEST_LINE = 8_192;

    private static final int MOST_LINES = 256;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;

    private final InputStream in;
    private final OutputStream out;
    private final List<String> transcript = Collections.synchronizedList(new ArrayList<>());
    private int linesRead;
    private boolean heard;

    ClearText(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /**
     * Sends one line, or several separated by CRLF; the last line end is added.
     *
     * @param line the command, ASCII
     * @throws IOException if it cannot be sent
     */
    public void send(String line) throws IOException {
        for (String part : line.split("\r\n")) {
            transcript.add("C: " + part);
        }
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /**
     * Reads one line.
     *
     * @return the line without its CRLF
     * @throws UpgradeException if the server hangs up, speaks TLS already, or sends too long a line or too many
     * @throws IOException if nothing comes
     */
    public String readLine() throws IOException {
        if (++linesRead > MOST_LINES) {
            throw new UpgradeException(Reason.MALFORMED, "the server's reply has no end");
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new UpgradeException(
                        Reason.REFUSED,
                        heard ? "the server hung up during the upgrade" : "the server hung up without a word");
            }
            if (line.size() == 0 && (next == TLS_ALERT || next == TLS_HANDSHAKE)) {
                throw heard
                        ? new UpgradeException(Reason.MALFORMED, "the server speaks TLS where a reply is due")
                        : new UpgradeException(Reason.TLS_ON_UPGRADE_PORT, "the server speaks TLS at once");
            }
            heard = true;
            if (next == '\n') {
                break;
            }
            if (line.size() == LONGEST_LINE) {
                throw new UpgradeException(Reason.MALFORMED, "the server's line has no end");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (!text.isEmpty()) {
            transcript.add("S: " + printable(text));
        }
        return text;
    }

    /** {@return what was said in clear, in order, each line led by {@code C: } or {@code S: }} */
    public List<String> transcript() {
        synchronized (transcript) {
            return List.copyOf(transcript);
        }
    }

    boolean heardAnything() {
        return heard;
    }

    /**
     * A server's words made safe for a terminal.
     *
     * @param text whatever the server sent
     * @return the same without control characters
     */
    public static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
