package io.github.tlsclients.smtp;

import io.github.tlsclients.sasl.Wire;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** The command AUTH (RFC 4954). No String is made of a secret, which could not be wiped, and no buffer keeps one. */
final class AuthDialogue implements Wire {
    /** RFC 5321 section 4.5.3.1.4, with the line end: a longer first response goes into a line of its own. */
    private static final int LONGEST_COMMAND = 512;

    private final OutputStream out;
    private final Replies replies;
    private final SmtpFailures failures;

    AuthDialogue(OutputStream out, Replies replies, SmtpFailures failures) {
        this.out = out;
        this.replies = replies;
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
            replies.requireSilence();
            out.write(line);
            out.flush();
        } finally {
            Arrays.fill(line, (byte) 0);
            Arrays.fill(argument, (byte) 0);
        }
        return answer();
    }

    private Answer answer() throws IOException {
        Reply reply = replies.next();
        return switch (reply.code()) {
            case 235 -> new Answer.Accepted();
            case 334 ->
                new Answer.Challenge(
                        data(reply.texts().get(reply.texts().size() - 1).strip()));
            default -> {
                if (!reply.isFailure()) {
                    throw new TlsException(
                            TlsFailure.PROTOCOL_ERROR,
                            "the server neither takes nor refuses the login: " + failures.words(reply.text()),
                            "check that the port is one for smtp, and ask the server's owner");
                }
                yield new Answer.Refused(failures.words(reply.text()));
            }
        };
    }

    /** Some servers write the prompts of LOGIN as they are; no other mechanism takes what is not base64. */
    private static byte[] data(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return text.getBytes(StandardCharsets.ISO_8859_1); // as it came
        }
    }

    private static byte[] base64(byte[] bytes) {
        return Base64.getEncoder().encode(bytes);
    }
}
