package io.github.tlsclients.imap;

import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * STARTTLS of IMAP, RFC 9051 section 6.2.1: greeting, CAPABILITY unless the greeting told, STARTTLS, consent.
 *
 * <p>Whatever else a server says in clear, alerts and capabilities included, ends here: anybody on the way could have
 * written it. The client library gets a greeting of our own that tells no capabilities, so it asks inside TLS.
 */
public final class ImapUpgrade implements Upgrade {
    private static final String ASK_CAPABILITY = "a1";
    private static final String ASK_STARTTLS = "a2";
    private static final Pattern GREETING = Pattern.compile("\\* (OK|PREAUTH|BYE)(?: (.*))?", Pattern.CASE_INSENSITIVE);
    private static final Pattern CAPABILITY_CODE =
            Pattern.compile("\\[CAPABILITY ([^\\]]*)\\].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern CAPABILITY_DATA = Pattern.compile("\\* CAPABILITY (.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern BYE = Pattern.compile("\\* BYE(?: (.*))?", Pattern.CASE_INSENSITIVE);
    private static final int SHOWN_TEXT = 120;

    @Override
    public void ask(ClearText clear) throws IOException {
        Optional<String> announced = greeted(clear.readLine());
        String capabilities = announced.isPresent() ? announced.get() : askCapabilities(clear);
        boolean offered =
                Arrays.stream(capabilities.split(" ")).anyMatch(capability -> capability.equalsIgnoreCase("STARTTLS"));
        if (!offered) {
            throw new UpgradeException(Reason.NOT_OFFERED, "the server does not offer STARTTLS");
        }
        clear.send(ASK_STARTTLS + " STARTTLS");
        completion(clear, ASK_STARTTLS);
    }

    @Override
    public String greeting() {
        return "* OK ready\r\n";
    }

    /** What the greeting tells of the capabilities, if it does (RFC 9051 section 7.1). */
    private static Optional<String> greeted(String line) throws UpgradeException {
        Matcher greeting = GREETING.matcher(line);
        if (!greeting.matches()) {
            throw malformed(line);
        }
        String text = String.valueOf(greeting.group(2));
        switch (greeting.group(1).toUpperCase(Locale.ROOT)) {
            case "BYE" -> throw refused(text);
            // STARTTLS is not allowed in the state that the server claims, and whose mailbox that is nobody can know
            case "PREAUTH" ->
                throw new UpgradeException(
                        Reason.PREAUTHENTICATED, "the server claims in clear that somebody is logged in already");
            default -> {
                Matcher code = CAPABILITY_CODE.matcher(text);
                return code.matches() ? Optional.of(code.group(1)) : Optional.empty();
            }
        }
    }

    private static String askCapabilities(ClearText clear) throws IOException {
        clear.send(ASK_CAPABILITY + " CAPABILITY");
        return completion(clear, ASK_CAPABILITY);
    }

    /** Reads up to the tagged OK and nothing behind it; gives the capabilities that were told on the way. */
    private static String completion(ClearText clear, String tag) throws IOException {
        StringBuilder capabilities = new StringBuilder();
        while (true) {
            String line = clear.readLine();
            if (line.startsWith(tag + " ")) {
                requireOk(line.substring(tag.length() + 1));
                return capabilities.toString();
            }
            Matcher bye = BYE.matcher(line);
            if (bye.matches()) {
                throw refused(String.valueOf(bye.group(1)));
            }
            if (!line.startsWith("* ")) {
                throw malformed(line);
            }
            Matcher data = CAPABILITY_DATA.matcher(line);
            if (data.matches()) {
                capabilities.append(' ').append(data.group(1));
            }
        }
    }

    private static void requireOk(String status) throws UpgradeException {
        String word = status.split(" ", 2)[0].toUpperCase(Locale.ROOT);
        switch (word) {
            case "OK" -> {}
            case "NO", "BAD" -> throw refused(status);
            default -> throw malformed(status);
        }
    }

    private static UpgradeException refused(String words) {
        return new UpgradeException(Reason.REFUSED, "the server refuses the upgrade: " + shown(words));
    }

    private static UpgradeException malformed(String line) {
        return new UpgradeException(Reason.MALFORMED, "this is not an IMAP reply: " + shown(line));
    }

    private static String shown(String words) {
        return ClearText.printable(words.substring(0, Math.min(words.length(), SHOWN_TEXT)));
    }
}
