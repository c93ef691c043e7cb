package io.github.tlsclients.smtp;

import io.github.tlsclients.sasl.Wire;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * The command AUTH (RFC 4954), on the session's socket while Angus is silent: what Angus sends, it may log, and it makes
 * Strings of passwords, which cannot be wiped.
 */
final class AuthDialogue implements Wire {
    /** RFC 5321 section 4.5.3.1.4, with the line end: a longer first response goes into a line of its own. */
    private static final int LONGEST_COMMAND = 512;

    /** RFC 4954 section 4; so long may a challenge be. */
    private static final int LONGEST_LINE = 12_288;

    private static final int MOST_LINES = 100;

    private final Socket socket;
    private final SmtpFailures failures;

    AuthDialogue(Socket socket, SmtpFailures failures) {
        this.socket = socket;
        this.failures = failures;
    }

    @Override
    public Answer begin(String mechanism, byte[] first) throws IOException {
        int length = "AUTH  \r\n".length() + mechanism.length() + 4 * ((first.length + 2) / 3);
        if (length > LONGEST_COMMAND) {
            Answer answer = begin(mechanism);
            return answer instanceof Answer.Challenge ? respond(first) : answer;
        }
        // a first response that is empty is not the same as none
        return say("AUTH " + mechanism + " ", first.length == 0 ? new byte[] {'='} : base64(first));
    }

    @Override
    public Answer begin(String mechanism) throws IOException {
        return say("AUTH " + mechanism, new byte[0]);
    }

    @Override
    public Answer respond(byte[] response) throws IOException {
        return say("", base64(response));
    }

    @Override
    public void cancel() throws IOException {
        say("*", new byte[0]);
    }

    private Answer say(String command, byte[] argument) throws IOException {
        byte[] line =
                Arrays.copyOf(command.getBytes(StandardCharsets.US_ASCII), command.length() + argument.length + 2);
        System.arraycopy(argument, 0, line, command.length(), argument.length);
        line[line.length - 2] = '\r';
        line[line.length - 1] = '\n';
        try {
            socket.getOutputStream().write(line);
            socket.getOutputStream().flush();
        } finally {
            Arrays.fill(line, (byte) 0);
            Arrays.fill(argument, (byte) 0);
        }
        return answer();
    }

    private Answer answer() throws IOException {
        String line = readLine();
        StringBuilder reply = new StringBuilder(line);
        for (int lines = 1; line.length() > 3 && line.charAt(3) == '-' && lines < MOST_LINES; lines++) {
            line = readLine();
            reply.append('\n').append(line);
        }
        String words = failures.words(reply.toString());
        if (!line.matches("[2-5][0-9][0-9]( .*)?")) {
            throw new TlsException(
                    TlsFailure.PROTOCOL_ERROR,
                    "the server says what is no reply of SMTP: " + words,
                    "check that the port is one for smtp");
        }
        return switch (line.substring(0, 3)) {
            case "235" -> new Answer.Accepted();
            case "334" -> new Answer.Challenge(data(line.substring(3).strip()));
            default -> new Answer.Refused(words);
        };
    }

    /** Some servers write the prompts of LOGIN as they are; no other mechanism takes what is not base64. */
    private static byte[] data(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        // byte by byte: what follows the reply is Angus' to read
        for (int next = socket.getInputStream().read();
                next != '\n';
                next = socket.getInputStream().read()) {
            if (next < 0) {
                throw new EOFException("the server hung up");
            }
            if (line.size() == LONGEST_LINE) {
                throw new TlsException(
                        TlsFailure.PROTOCOL_ERROR,
                        "the server's reply to AUTH has no end",
                        "check that the port is one for smtp");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static byte[] base64(byte[] bytes) {
        return Base64.getEncoder().encode(bytes);
    }
}
