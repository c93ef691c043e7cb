package io.github.tlsclients.imap.lab;

import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.Peer;
import io.github.tlsclients.lab.UpgradeFault;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.Locale;

/** A server with one mailbox of one message, honest but for one fault. */
public final class HostileImap implements HostileServer.Script {
    private static final String ELSEWHERE = "[REFERRAL imap://mallory@elsewhere.lab.test/INBOX]";
    private static final String FORGED =
            "* 1 FETCH (UID 7 FLAGS () RFC822.SIZE 4 ENVELOPE (NIL \"forged\" NIL NIL NIL NIL NIL NIL NIL NIL))";

    @Override
    public void play(Peer client) throws IOException {
        if (client.stage().mode() == TlsMode.STARTTLS) {
            upgrade(client);
        } else if (client.suffers(ImapFault.PREAUTH_INSIDE)) {
            client.say("* PREAUTH [CAPABILITY IMAP4rev1] welcome, mallory");
        } else if (client.suffers(ImapFault.BYE_INSIDE)) {
            client.say("* BYE [UNAVAILABLE] too many of you");
            client.end();
        } else {
            client.say("* OK IMAP4rev1 ready");
        }
        new HostileMailbox(client).serve();
    }

    /** RFC 9051 section 6.2.1: greeting, capabilities, STARTTLS, consent, handshake. */
    private static void upgrade(Peer client) throws IOException {
        greet(client);
        String tag = tag(client.hear()); // CAPABILITY
        announce(client, tag);
        tag = tag(client.hear()); // STARTTLS
        refuse(client, tag);
        consent(client, tag);
        if (client.suffers(UpgradeFault.REPLY_INJECTED_LATER)) {
            client.in().read();
            client.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN");
            client.awaitTheEnd();
        }
        client.startTls();
    }

    private static void greet(Peer client) throws IOException {
        if (client.suffers(ImapFault.PREAUTH_IN_CLEAR)) {
            client.say("* PREAUTH [CAPABILITY IMAP4rev1 STARTTLS] welcome");
            refuseAll(client);
        }
        if (client.suffers(ImapFault.BYE_IN_CLEAR)) {
            client.say("* BYE come back later");
            client.end();
        }
        if (client.suffers(ImapFault.REFERRAL_IN_CLEAR)) {
            client.say("* BYE " + ELSEWHERE + " go there");
            client.end();
        }
        client.say("* OK IMAP4rev1 ready");
    }

    private static void announce(Peer client, String tag) throws IOException {
        String done = tag + " OK done";
        if (client.suffers(UpgradeFault.STARTTLS_STRIPPED)) {
            client.say("* CAPABILITY IMAP4rev1 AUTH=PLAIN", done);
            refuseAll(client);
        }
        if (client.suffers(UpgradeFault.CONSENT_BEFORE_THE_QUESTION)) {
            client.say("* CAPABILITY IMAP4rev1 STARTTLS", done, next(tag) + " OK go ahead");
        } else if (client.suffers(ImapFault.LOGIN_SPOOFED_IN_CLEAR)) {
            client.say(
                    "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN",
                    tag + " OK [CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN] done");
        } else if (client.suffers(ImapFault.LOGIN_FORBIDDEN_IN_CLEAR)) {
            client.say("* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED", done);
        } else if (client.suffers(ImapFault.ALERT_IN_CLEAR)) {
            client.say(
                    "* OK [ALERT] your password has run out: call 555 0100", "* CAPABILITY IMAP4rev1 STARTTLS", done);
        } else if (client.suffers(ImapFault.MAILBOX_IN_CLEAR)) {
            client.say("* 1 EXISTS", "* LIST () \"/\" Forged", FORGED, "* CAPABILITY IMAP4rev1 STARTTLS", done);
        } else {
            client.say("* CAPABILITY IMAP4rev1 STARTTLS", done);
        }
    }

    private static void refuse(Peer client, String tag) throws IOException {
        if (client.suffers(UpgradeFault.STARTTLS_REFUSED)) {
            client.say(tag + " NO [UNAVAILABLE] not now");
            refuseAll(client);
        }
        if (client.suffers(ImapFault.STARTTLS_UNKNOWN)) {
            client.say(tag + " BAD unknown command");
            refuseAll(client);
        }
        if (client.suffers(ImapFault.STARTTLS_BYE)) {
            client.say("* BYE not with me");
            client.end();
        }
        if (client.suffers(UpgradeFault.CONSENT_MALFORMED)) {
            client.say("of course, go ahead");
            client.awaitTheEnd();
        }
        if (client.suffers(UpgradeFault.CONSENT_ENDLESS)) {
            client.sayForEver("* OK go ahead\r\n");
        }
        if (client.suffers(ImapFault.CONSENT_TO_ANOTHER_COMMAND)) {
            client.say("a1 OK go ahead");
            client.awaitTheEnd();
        }
        if (client.suffers(ImapFault.CONSENT_WITHOUT_TAG)) {
            client.say("* OK go ahead");
            client.awaitTheEnd();
        }
        if (client.suffers(ImapFault.CONSENT_WANTS_MORE)) {
            client.say("+ go ahead");
            client.awaitTheEnd();
        }
    }

    private static void consent(Peer client, String tag) throws IOException {
        String yes = tag + " OK go ahead";
        if (client.suffers(UpgradeFault.REPLY_INJECTED)) {
            client.say(yes, "* OK [ALERT] your password has run out: call 555 0100");
        } else if (client.suffers(ImapFault.CAPABILITIES_INJECTED)) {
            client.say(yes, "* CAPABILITY IMAP4rev1 AUTH=PLAIN");
        } else if (client.suffers(ImapFault.MAILBOX_INJECTED)) {
            client.say(yes, "* 1 EXISTS", FORGED);
        } else if (client.suffers(ImapFault.ANSWERS_INJECTED)) {
            client.say(yes, "a1 OK done", "a3 OK done", "A0 OK done", "A1 OK done", "A2 OK done", "auth OK done");
        } else if (client.suffers(ImapFault.BYE_INJECTED)) {
            client.say(yes, "* BYE gone");
        } else if (client.suffers(ImapFault.LOGIN_SPOOFED_IN_CLEAR)) {
            client.say(tag + " OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] go ahead");
        } else {
            client.say(yes);
        }
    }

    /** What an honest server without TLS says to all that is not a good-bye. */
    private static void refuseAll(Peer client) throws IOException {
        String line = client.hear();
        while (!line.toUpperCase(Locale.ROOT).endsWith(" LOGOUT")) {
            client.say(tag(line) + " BAD unknown command");
            line = client.hear();
        }
        client.say("* BYE", tag(line) + " OK done");
        client.end();
    }

    static String tag(String line) {
        return line.split(" ", 2)[0];
    }

    /** The tag that will follow this one: clients count. */
    static String next(String tag) {
        String letters = tag.replaceAll("\\d", "");
        return letters + (Integer.parseInt(tag.substring(letters.length())) + 1);
    }
}
