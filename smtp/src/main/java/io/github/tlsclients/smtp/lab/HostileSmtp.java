package io.github.tlsclients.smtp.lab;

import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.Peer;
import io.github.tlsclients.lab.UpgradeFault;
import io.github.tlsclients.smtp.lab.SmtpFault.Deviation;
import io.github.tlsclients.smtp.lab.SmtpFault.Moment;
import io.github.tlsclients.smtp.lab.SmtpFault.Then;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A submission server, honest but for one fault. Where it leaves TLS out, it is glad to hear a password in clear. */
public final class HostileSmtp implements HostileServer.Script {
    private static final Pattern IN_BASE64 = Pattern.compile("\\{(.*)}");

    @Override
    public void play(Peer client) throws IOException {
        say(client, Moment.GREETING, "220 localhost ESMTP");
        if (client.stage().mode() == TlsMode.STARTTLS) {
            upgrade(client);
        }
        submission(client);
    }

    /** RFC 3207: EHLO, STARTTLS, consent, handshake. */
    private static void upgrade(Peer client) throws IOException {
        client.hear(); // EHLO
        if (client.suffers(UpgradeFault.STARTTLS_STRIPPED)) {
            client.say("250-localhost", "250 AUTH PLAIN LOGIN");
            submission(client);
        }
        if (client.suffers(LoginFault.AUTH_SPOOFED_IN_CLEAR)) {
            client.say("250-localhost", "250-AUTH PLAIN LOGIN", "250 STARTTLS");
        } else if (client.suffers(UpgradeFault.CONSENT_BEFORE_THE_QUESTION)) {
            client.say("250-localhost", "250 STARTTLS", "220 go ahead");
        } else {
            say(client, Moment.OFFER, "250-localhost", "250 STARTTLS");
        }
        client.hear(); // STARTTLS
        consent(client);
        client.startTls();
    }

    private static void consent(Peer client) throws IOException {
        if (client.suffers(UpgradeFault.STARTTLS_REFUSED)) {
            client.say("454 TLS not available due to temporary reason");
            submission(client);
        }
        if (client.suffers(UpgradeFault.CONSENT_MALFORMED)) {
            client.say("of course, go ahead");
            submission(client);
        }
        if (client.suffers(UpgradeFault.CONSENT_ENDLESS)) {
            client.sayForEver("220-go ahead\r\n");
        }
        if (client.suffers(UpgradeFault.REPLY_INJECTED)) {
            client.say("220 go ahead", "250-localhost", "250 AUTH PLAIN");
        } else {
            say(client, Moment.CONSENT, "220 go ahead");
        }
        if (client.suffers(UpgradeFault.REPLY_INJECTED_LATER)) {
            client.in().read();
            client.say("250-localhost", "250 AUTH PLAIN");
            client.awaitTheEnd();
        }
    }

    /** RFC 6409: a login, a message, and good-bye. It ends by an exception: the client leaves, or the server does. */
    private static void submission(Peer client) throws IOException {
        while (true) {
            String line = client.hear();
            String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "HELO" -> say(client, Moment.EHLO, extensions(client));
                case "AUTH" -> login(client, line);
                case "MAIL" -> mail(client, line);
                case "RCPT" -> say(client, Moment.RCPT, "250 fine");
                case "DATA" -> message(client);
                case "RSET", "NOOP" -> client.say("250 fine");
                case "STARTTLS" -> {
                    client.say("220 in clear again");
                    client.continueInClear();
                }
                case "QUIT" -> {
                    client.say("221 good-bye");
                    client.end();
                }
                default -> client.say("502 not known here");
            }
        }
    }

    private static String[] extensions(Peer client) {
        String mechanisms = client.stage().fault() instanceof LoginFault fault && client.isProtected()
                ? fault.mechanisms()
                : "PLAIN LOGIN";
        return mechanisms.isEmpty()
                ? new String[] {"250 localhost"}
                : new String[] {"250-localhost", "250 AUTH " + mechanisms};
    }

    /** What was not offered is not taken: whoever believes what was said in clear is found out. */
    private static void mail(Peer client, String line) throws IOException {
        if (line.matches("MAIL FROM:<[^>]*>( SIZE=[0-9]+)?")) {
            say(client, Moment.MAIL, "250 fine");
        } else {
            client.say("555 5.5.4 not known here");
        }
    }

    private static void message(Peer client) throws IOException {
        say(client, Moment.DATA, "354 go ahead");
        if (client.suffers(MessageFault.DATA_ANSWERED_BY_250)) {
            return;
        }
        while (!client.hear().equals(".")) {
            continue; // up to the dot
        }
        say(client, Moment.END, "250 taken");
    }

    /** Any password is good enough, but to a fault that has answers of its own. */
    private static void login(Peer client, String command) throws IOException {
        Deviation deviation = deviation(client, Moment.AUTH);
        if (deviation == null || deviation.words().isEmpty()) {
            client.say("235 welcome");
            return;
        }
        List<String> answers = deviation.words();
        String nonce = nonce(command);
        for (int i = 0; i < answers.size() || deviation.then() == Then.FOR_EVER; i++) {
            String answer = answers.get(Math.min(i, answers.size() - 1));
            client.say(encoded(answer.replace("NONCE", nonce)));
            boolean goesOn = answer.startsWith("334");
            if (!goesOn && deviation.then() == Then.HANG_UP) {
                client.end();
            }
            if (!goesOn) {
                return;
            }
            if (client.hear().equals("*") && deviation.then() != Then.FOR_EVER) {
                break;
            }
        }
        client.say("501 5.7.0 cancelled");
    }

    private static String encoded(String answer) {
        Matcher text = IN_BASE64.matcher(answer);
        return text.replaceFirst(
                found -> Base64.getEncoder().encodeToString(found.group(1).getBytes(StandardCharsets.US_ASCII)));
    }

    /** What follows {@code r=} in the client's first message of SCRAM. */
    private static String nonce(String command) {
        String[] words = command.split(" ");
        if (words.length < 3) {
            return "";
        }
        String first = new String(Base64.getDecoder().decode(words[2]), StandardCharsets.US_ASCII);
        return first.substring(first.indexOf("r=") + 2);
    }

    private static void say(Peer client, Moment moment, String... honest) throws IOException {
        Deviation deviation = deviation(client, moment);
        if (deviation == null) {
            client.say(honest);
            return;
        }
        if (deviation.then() == Then.FOR_EVER) {
            client.sayForEver(deviation.words().get(0));
        }
        for (String words : deviation.words()) {
            client.sayExactly(words);
        }
        switch (deviation.then()) {
            case STAY_IN_CLEAR -> submission(client);
            case SILENCE -> client.awaitTheEnd();
            case HANG_UP -> client.end();
            case CUT -> client.cut();
            case RESET -> client.reset();
            case GO_ON, FOR_EVER -> {}
        }
    }

    private static @Nullable Deviation deviation(Peer client, Moment moment) {
        Fault fault = client.stage().fault();
        boolean inside = client.isProtected() || !(moment.compareTo(Moment.EHLO) >= 0);
        return inside && fault instanceof SmtpFault own && own.deviation().moment() == moment ? own.deviation() : null;
    }
}
