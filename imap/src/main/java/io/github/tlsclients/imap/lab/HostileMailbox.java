package io.github.tlsclients.imap.lab;

import io.github.tlsclients.lab.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** The part of {@link HostileImap} inside TLS: a login, a mailbox of one message, and good-bye. */
final class HostileMailbox {
    private static final String ELSEWHERE = "[REFERRAL imap://mallory@elsewhere.lab.test/INBOX]";
    private static final String MESSAGE = "From: Grace <grace@lab.test>\r\nSubject: news\r\n\r\nhello\r\n";
    private static final String ITEMS = "* 1 FETCH (UID 7 FLAGS () INTERNALDATE \"05-Jan-2026 09:00:00 +0000\""
            + " RFC822.SIZE " + MESSAGE.length() + " ENVELOPE ";
    private static final String SENDER = "((\"Grace\" NIL \"grace\" \"lab.test\"))";
    private static final String NOBODY = " NIL NIL NIL NIL NIL NIL NIL)";
    private static final String ESCAPES = "\u001b[2J\u001b]0;owned\u0007\u009b1A";
    private static final int DEEP = 100_000;

    private final Peer client;
    private boolean loggedIn;

    HostileMailbox(Peer client) {
        this.client = client;
    }

    /** Until the client leaves, which ends in an exception. */
    void serve() throws IOException {
        while (true) {
            String line = client.hear();
            String[] words = line.split(" ", 3);
            String tag = words[0];
            String done = tag + " OK done";
            switch (words.length < 2 ? "" : words[1].toUpperCase(Locale.ROOT)) {
                case "CAPABILITY" -> capability(done);
                case "LOGIN" -> login(tag);
                case "AUTHENTICATE" -> authenticate(tag, line);
                case "LIST" -> list(tag);
                case "EXAMINE" -> examine(tag);
                case "FETCH" -> summaries(done);
                case "UID" -> message(done);
                case "LOGOUT" -> {
                    client.say("* BYE", done);
                    client.end();
                }
                default -> client.say(tag + " BAD unknown command");
            }
        }
    }

    private void capability(String done) throws IOException {
        if (client.suffers(ImapFault.PREAUTH_INSIDE)) {
            client.say("* PREAUTH welcome, mallory", "* CAPABILITY IMAP4rev1", done);
        } else if (client.suffers(ImapFault.BYE_INSIDE)) {
            client.say("* BYE [UNAVAILABLE] too many of you");
            client.end();
        } else {
            client.say("* CAPABILITY IMAP4rev1" + capabilities(), done);
        }
    }

    private String capabilities() {
        if (!(client.stage().fault() instanceof ImapFault fault)) {
            return "";
        }
        return switch (fault) {
            case LOGIN_SPOOFED_IN_CLEAR, LOGINDISABLED_INSIDE -> " LOGINDISABLED";
            case CAPABILITIES_CHANGED -> loggedIn ? " STARTTLS COMPRESS=DEFLATE LOGINDISABLED" : "";
            case CHALLENGES_ENDLESS -> " SASL-IR AUTH=PLAIN";
            case SCRAM_REFUSED,
                    SCRAM_UNPROVEN,
                    SCRAM_SIGNATURE_WRONG,
                    SCRAM_NONCE_CHANGED,
                    SCRAM_ONE_ROUND,
                    SCRAM_MANY_ROUNDS -> " SASL-IR AUTH=SCRAM-SHA-256 AUTH=PLAIN AUTH=LOGIN";
            default -> "";
        };
    }

    private void login(String tag) throws IOException {
        if (client.suffers(ImapFault.BYE_AT_LOGIN)) {
            client.say("* BYE not you");
            client.end();
        }
        if (client.suffers(ImapFault.CONTINUATIONS_ENDLESS)) {
            client.sayForEver("+ \r\n");
        }
        if (client.suffers(ImapFault.REFERRED_AT_LOGIN)) {
            client.say(tag + " NO " + ELSEWHERE + " log in there");
        } else if (client.suffers(ImapFault.WORDS_HOSTILE)) {
            client.say(tag + " NO " + ESCAPES + "never");
        } else {
            loggedIn = true;
            String answer = tag + " OK " + (client.suffers(ImapFault.REFERRED_AFTER_LOGIN) ? ELSEWHERE : "welcome");
            client.say(
                    client.suffers(ImapFault.ANSWERED_IN_ADVANCE)
                            ? answer + "\r\n" + HostileImap.next(tag) + " OK done"
                            : answer);
        }
    }

    /** RFC 5802 section 5, with the client's first message in the command. */
    private void authenticate(String tag, String line) throws IOException {
        if (client.suffers(ImapFault.CHALLENGES_ENDLESS)) {
            while (true) {
                client.say("+ ");
                client.hear();
            }
        }
        if (client.suffers(ImapFault.SCRAM_REFUSED)) {
            client.say(tag + " NO [AUTHENTICATIONFAILED] try something simpler");
            return;
        }
        String first = text(line.substring(line.lastIndexOf(' ') + 1));
        String nonce = first.substring(first.indexOf(",r=") + 3);
        challenge("r=" + (client.suffers(ImapFault.SCRAM_NONCE_CHANGED) ? "" : nonce) + "lab,s=bGFiIHNhbHQ=,i="
                + rounds());
        if (client.hear().equals("*")) {
            client.say(tag + " BAD given up");
            return;
        }
        if (client.suffers(ImapFault.SCRAM_SIGNATURE_WRONG)) {
            challenge("v=" + base64(new byte[32]));
            client.hear();
        }
        client.say(tag + " OK welcome");
    }

    private String rounds() {
        return client.suffers(ImapFault.SCRAM_ONE_ROUND)
                ? "1"
                : client.suffers(ImapFault.SCRAM_MANY_ROUNDS) ? "2147483647" : "4096";
    }

    private void list(String tag) throws IOException {
        if (client.suffers(ImapFault.ANSWERED_IN_ADVANCE)) {
            client.say("* LIST () \"/\" INBOX", tag + " OK done", HostileImap.next(tag) + " OK done");
            return;
        }
        if (client.suffers(ImapFault.RESPONSES_ENDLESS)) {
            client.sayForEver("* OK still working\r\n");
        }
        if (client.suffers(ImapFault.LITERAL_NEGATIVE)) {
            client.sayForEver("* LIST () \"/\" {-1}\r\n");
        }
        if (client.suffers(ImapFault.LITERAL_HUGE)) {
            client.say("* LIST () \"/\" {2147483647}", "INBOX");
            client.awaitTheEnd();
        }
        if (client.suffers(ImapFault.LITERAL_HIDDEN)) {
            client.say("* LIST () \"/\" {12}", "{2000000000}", "INBOX");
            client.awaitTheEnd();
        }
        client.say("* LIST () \"/\" INBOX", tag + " OK done");
    }

    private void examine(String tag) throws IOException {
        if (client.suffers(ImapFault.BYE_AT_THE_MAILBOX)) {
            client.say("* BYE the disk is gone");
            client.end();
        }
        if (client.suffers(ImapFault.MAILBOX_REFERRED)) {
            client.say(tag + " NO " + ELSEWHERE + " it is there");
            return;
        }
        String count = client.suffers(ImapFault.COUNT_ABSURD)
                ? "1000000000"
                : client.suffers(ImapFault.COUNT_OVERFLOWS) ? "99999999999999999999" : "1";
        client.say(
                "* " + count + " EXISTS",
                "* FLAGS (\\Seen)",
                "* OK [UIDVALIDITY 1]",
                "* OK [UIDNEXT 8]",
                tag + " OK [READ-ONLY] done");
    }

    private void summaries(String done) throws IOException {
        String items = ITEMS;
        String envelope = "(\"Mon, 5 Jan 2026 09:00:00 +0000\" \"news\" " + SENDER + NOBODY;
        if (client.stage().fault() instanceof ImapFault fault) {
            switch (fault) {
                case UID_OVERFLOWS -> items = items.replace("UID 7 ", "UID 99999999999 ");
                case STRUCTURE_NESTED -> items = items.replace("UID 7", "BODYSTRUCTURE " + "(".repeat(DEEP));
                case STRUCTURE_UNENDING ->
                    items = items.replace(
                            "UID 7",
                            "BODYSTRUCTURE ((\"text\" \"plain\" NIL NIL NIL \"7bit\" 1 1) \"mixed\" NIL NIL NIL NIL (x))");
                case ADDRESSES_NESTED ->
                    envelope = envelope.replace(SENDER, "(" + "(NIL NIL \"group\" NIL)".repeat(DEEP) + ")");
                case ENVELOPE_MALFORMED -> envelope = "(\"Mon, 5 Jan 2026\" (\"news\") " + NOBODY;
                case ENVELOPE_HOSTILE ->
                    envelope = "(\"" + ESCAPES + "\" \"=?x-unknown?Q?=1B[2J?= =?utf-8?B?G1syShtdMDtvd25lZAc=?=\" ((\""
                            + ESCAPES + "\" NIL \"" + ESCAPES + "\" \"\"))" + NOBODY;
                default -> {}
            }
        }
        client.say(items + envelope + ")", done);
    }

    private void message(String done) throws IOException {
        String body = " BODY[]<0> {" + MESSAGE.length() + "}\r\n";
        if (client.suffers(ImapFault.MESSAGE_CUT)) {
            client.sayExactly("* 1 FETCH (UID 7" + body + "From: Grace");
            client.end();
        }
        if (client.suffers(ImapFault.OTHER_PART)) {
            body = body.replace("<0>", "<9>");
        }
        String uid = client.suffers(ImapFault.OTHER_MESSAGE) ? "6" : "7";
        client.say("* 1 FETCH (UID " + uid + body + MESSAGE + ")", done);
    }

    private void challenge(String text) throws IOException {
        client.say("+ " + base64(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String text(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
