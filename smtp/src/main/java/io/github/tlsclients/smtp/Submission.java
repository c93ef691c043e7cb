package io.github.tlsclients.smtp;

import io.github.tlsclients.tls.TlsConnector;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a client says to a submission server inside TLS: EHLO, one transaction after the other, QUIT.
 *
 * <p>Where the server offers PIPELINING (RFC 2920), sender and recipients go out in one write, and DATA with them if there
 * is one recipient alone: of several, one may be refused, and a message is for all of them or for none, so DATA waits
 * then. Each reply is held against its own command in either case.
 */
final class Submission {
    /** One record of TLS: a small message and the dot behind it travel in one. */
    private static final int BUFFER = 16 * 1024;

    private final Socket socket;
    private final OutputStream out;
    private final Replies replies;
    private final SmtpFailures failures;
    private Map<String, String> extensions = Map.of();
    private boolean inDoubt;
    private boolean ended;

    /** A part of a transaction, with what it may be answered by if it is not refused. */
    enum Step {
        MAIL(250),
        RCPT(250, 251, 252), // 252: it does not know yet, and will try
        DATA(354),
        END(250);

        private final Set<Integer> consent;

        Step(Integer... consent) {
            this.consent = Set.of(consent);
        }
    }

    /**
     * Who sends, and to whom.
     *
     * @param to at least one
     * @param parameters of MAIL, each led by a space
     */
    record Envelope(String from, List<String> to, String parameters) {}

    /** Writes a message; what it writes is made fit for DATA. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * What a transaction came to.
     *
     * @param step the last one that was answered; {@link Step#END} alone means that the message was judged
     * @param reply the answer
     * @param refused the recipients among those that were refused
     */
    record Verdict(Step step, Reply reply, Map<String, Reply> refused) {
        boolean taken() {
            return step == Step.END && !reply.isFailure();
        }
    }

    private Submission(Socket socket, OutputStream out, Replies replies, SmtpFailures failures) {
        this.socket = socket;
        this.out = new BufferedOutputStream(out, BUFFER);
        this.replies = replies;
        this.failures = failures;
    }

    /** Connects and says EHLO; nobody is logged in. */
    static Submission open(TlsConnector connector, SmtpFailures failures) throws IOException {
        Socket socket = connector.socketFactory().createSocket();
        try {
            // by its name: the socket looks it up in time
            socket.connect(
                    InetSocketAddress.createUnresolved(
                            connector.endpoint().connectHost(),
                            connector.endpoint().connectPort()),
                    Math.toIntExact(connector.context().config().timeout().toMillis()));
            Submission submission = new Submission(
                    socket, socket.getOutputStream(), new Replies(connector, socket, failures), failures);
            submission.greet();
            return submission;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Logins have a dialogue of their own, in which nothing is kept. */
    AuthDialogue authentication() throws IOException {
        return new AuthDialogue(socket.getOutputStream(), replies, failures);
    }

    /** Whether the server's answer to EHLO had this keyword. */
    boolean offers(String keyword) {
        return extensions.containsKey(keyword);
    }

    /** What stood behind a keyword in the answer to EHLO; empty as well if there was no such keyword. */
    String parameters(String keyword) {
        return extensions.getOrDefault(keyword, "");
    }

    /** Whether the last message was sent to its end, so that it may have been taken whatever came after it. */
    boolean inDoubt() {
        return inDoubt;
    }

    /** Whether the connection is of no more use. */
    boolean ended() {
        return ended;
    }

    /** Sends a message to all its recipients or to none. Any exception ends the connection; a refusal does not. */
    Verdict send(Envelope envelope, Content content) throws IOException {
        inDoubt = false;
        try {
            Verdict opened = open(envelope);
            if (opened.step() != Step.DATA || opened.reply().isFailure()) {
                require(250, ask("RSET"));
                return opened;
            }
            return new Verdict(Step.END, write(content), Map.of());
        } catch (IOException | RuntimeException e) {
            end();
            throw e;
        }
    }

    /** Says QUIT (RFC 5321 section 4.1.1.10: and waits for the answer), unless the connection has ended. */
    void quit() throws IOException {
        if (!ended) {
            try {
                ask("QUIT");
            } finally {
                end();
            }
        }
    }

    /** Ends the connection without a word. */
    void end() {
        ended = true;
        try {
            socket.close();
        } catch (IOException e) {
            return; // closed is closed
        }
    }

    private void greet() throws IOException {
        Reply greeting = replies.next();
        if (greeting.code() != 220) {
            String words = failures.words(greeting.text());
            throw greeting.isFailure() ? failures.turnedAway(words) : failures.outOfPlace(words);
        }
        Reply hello = ask("EHLO " + SmtpUpgrade.CLIENT_NAME);
        if (hello.code() != 250) {
            // a server of submissions knows EHLO (RFC 6409 section 7); who knows HELO alone is none, or is not alone
            String words = failures.words(hello.text());
            throw hello.isFailure() && !hello.isPermanentFailure()
                    ? failures.turnedAway(words)
                    : failures.outOfPlace(words);
        }
        Map<String, String> told = new HashMap<>();
        hello.texts().stream()
                .skip(1)
                .map(text -> text.strip().split("\\s+", 2))
                .forEach(line -> told.put(line[0].toUpperCase(Locale.ROOT), line.length > 1 ? line[1] : ""));
        extensions = told;
    }

    /** Everything up to the wish for the message. */
    private Verdict open(Envelope envelope) throws IOException {
        boolean pipelined = offers("PIPELINING");
        boolean whole = pipelined && envelope.to().size() == 1;
        List<String> commands = new ArrayList<>();
        commands.add("MAIL FROM:<" + envelope.from() + ">" + envelope.parameters());
        envelope.to().forEach(recipient -> commands.add("RCPT TO:<" + recipient + ">"));
        if (whole) {
            commands.add("DATA");
        }
        if (pipelined) {
            replies.requireSilence();
            say(String.join("\r\n", commands));
        }
        int waiting = commands.size();
        Reply mail = pipelined ? answer(Step.MAIL, --waiting) : ask(Step.MAIL, commands.get(0));
        if (mail.isFailure() && !pipelined) {
            return new Verdict(Step.MAIL, mail, Map.of());
        }
        Map<String, Reply> refused = new LinkedHashMap<>();
        for (int i = 0; i < envelope.to().size(); i++) {
            Reply reply = pipelined ? answer(Step.RCPT, --waiting) : ask(Step.RCPT, commands.get(i + 1));
            if (reply.isFailure()) {
                refused.put(envelope.to().get(i), reply);
            }
        }
        boolean fine = !mail.isFailure() && refused.isEmpty();
        if (!fine) {
            if (whole) {
                takeBack(answer(Step.DATA, 0), refused.isEmpty());
            }
            return mail.isFailure()
                    ? new Verdict(Step.MAIL, mail, Map.of())
                    : new Verdict(Step.RCPT, refused.values().iterator().next(), refused);
        }
        return new Verdict(Step.DATA, whole ? answer(Step.DATA, 0) : ask(Step.DATA, "DATA"), Map.of());
    }

    /** RFC 2920 section 3.1: a server may want a message for nobody, and is given an empty one. */
    private void takeBack(Reply data, boolean forSomebody) throws IOException {
        if (!data.isFailure()) {
            if (forSomebody) {
                throw failures.outOfPlace(failures.words(data.text()));
            }
            ask(".");
        }
    }

    private Reply write(Content content) throws IOException {
        replies.requireSilence();
        MessageData data = new MessageData(out);
        content.writeTo(data);
        data.endLine();
        replies.requireSilence();
        inDoubt = true;
        say(".");
        return answer(Step.END, 0);
    }

    private Reply ask(Step step, String command) throws IOException {
        replies.requireSilence();
        say(command);
        return answer(step, 0);
    }

    private Reply ask(String command) throws IOException {
        replies.requireSilence();
        say(command);
        return replies.next();
    }

    /** @param others how many replies are still to come behind it */
    private Reply answer(Step step, int others) throws IOException {
        Reply reply = replies.next(others);
        if (!reply.isFailure() && !step.consent.contains(reply.code())) {
            throw failures.outOfPlace(failures.words(reply.text()));
        }
        return reply;
    }

    private void require(int code, Reply reply) throws IOException {
        if (reply.code() != code) {
            throw failures.outOfPlace(failures.words(reply.text()));
        }
    }

    /** One line, or several with their line ends but for the last. */
    private void say(String command) throws IOException {
        out.write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
