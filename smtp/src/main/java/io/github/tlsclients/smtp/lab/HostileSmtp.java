package io.github.tlsclients.smtp.lab;

import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.Peer;
import io.github.tlsclients.lab.UpgradeFault;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.Locale;

/** A submission server, honest but for one fault. */
public final class HostileSmtp implements HostileServer.Script {
    @Override
    public void play(Peer client) throws IOException {
        boolean upgrades = client.stage().mode() == TlsMode.STARTTLS;
        if (upgrades) {
            client.say("220 localhost ESMTP");
            upgrade(client);
        } else {
            client.say("220 localhost ESMTP");
        }
        submission(client);
    }

    /** RFC 3207: EHLO, STARTTLS, consent, handshake. */
    private static void upgrade(Peer client) throws IOException {
        client.hear(); // EHLO
        if (client.suffers(UpgradeFault.STARTTLS_STRIPPED)) {
            client.say("250-localhost", "250 AUTH PLAIN LOGIN");
            refuseAll(client);
        }
        if (client.suffers(SmtpFault.AUTH_SPOOFED_IN_CLEAR)) {
            client.say("250-localhost", "250-AUTH PLAIN LOGIN", "250 STARTTLS");
        } else if (client.suffers(UpgradeFault.CONSENT_BEFORE_THE_QUESTION)) {
            client.say("250-localhost", "250 STARTTLS", "220 go ahead");
        } else {
            client.say("250-localhost", "250 STARTTLS");
        }
        client.hear(); // STARTTLS
        if (client.suffers(UpgradeFault.STARTTLS_REFUSED)) {
            client.say("454 TLS not available due to temporary reason");
            refuseAll(client);
        }
        if (client.suffers(UpgradeFault.CONSENT_MALFORMED)) {
            client.say("of course, go ahead");
            client.awaitTheEnd();
        }
        if (client.suffers(UpgradeFault.CONSENT_ENDLESS)) {
            client.sayForEver("220-go ahead\r\n");
        }
        if (client.suffers(UpgradeFault.REPLY_INJECTED)) {
            client.say("220 go ahead", "250-localhost", "250 AUTH PLAIN");
        } else {
            client.say("220 go ahead");
        }
        if (client.suffers(UpgradeFault.REPLY_INJECTED_LATER)) {
            client.in().read();
            client.say("250-localhost", "250 AUTH PLAIN");
            client.awaitTheEnd();
        }
        client.startTls();
    }

    /** RFC 6409: a login, a message, and good-bye. */
    private static void submission(Peer client) throws IOException {
        while (true) {
            String line = client.hear();
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> {
                    if (client.suffers(SmtpFault.AUTH_SPOOFED_IN_CLEAR)) {
                        client.say("250 localhost");
                    } else {
                        client.say("250-localhost", "250 AUTH PLAIN LOGIN");
                    }
                }
                case "AUTH" -> client.say("235 welcome");
                case "MAIL", "RCPT", "RSET", "NOOP" -> client.say("250 fine");
                case "DATA" -> message(client);
                case "QUIT" -> {
                    client.say("221 good-bye");
                    client.end();
                }
                default -> client.say("502 not known here");
            }
        }
    }

    private static void message(Peer client) throws IOException {
        client.say("354 go ahead");
        while (!client.hear().equals(".")) {
            continue; // up to the dot
        }
        client.say("250 taken");
    }

    /** What an honest server without TLS says to all that is not a good-bye. */
    private static void refuseAll(Peer client) throws IOException {
        while (!client.hear().equalsIgnoreCase("QUIT")) {
            client.say("502 not known here");
        }
        client.say("221 good-bye");
        client.end();
    }
}
