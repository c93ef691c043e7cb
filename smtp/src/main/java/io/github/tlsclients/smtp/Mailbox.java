package io.github.tlsclients.smtp;

import io.github.tlsclients.tls.TlsConfigException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import java.util.Optional;

/**
 * Whom a message is from or for.
 *
 * @param name as people read it; empty if there is none
 * @param address {@code local-part@domain}; the domain in its ASCII form, the local part as it was given (RFC 6531)
 */
public record Mailbox(Optional<String> name, String address) {
    private static final String FORM = "write ada@example.org or \"Ada Lovelace <ada@example.org>\"";

    /**
     * Parses one mailbox of RFC 5322 section 3.4, local parts beyond ASCII included.
     *
     * @throws TlsConfigException if it is none, or several, or holds a line break or another control character
     */
    public static Mailbox parse(String text) {
        OneLine.require("address", text);
        InternetAddress[] parsed;
        try {
            parsed = InternetAddress.parse(text, true);
        } catch (AddressException e) {
            throw new TlsConfigException("\"" + text + "\" is not a mail address", FORM, e);
        }
        if (parsed.length != 1 || parsed[0].isGroup() || !parsed[0].getAddress().contains("@")) {
            throw new TlsConfigException("\"" + text + "\" is not one mail address", FORM);
        }
        String personal = parsed[0].getPersonal();
        return new Mailbox(Optional.ofNullable(personal), withAsciiDomain(parsed[0].getAddress()));
    }

    /** What follows the at sign. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }

    /** Whether a server must know SMTPUTF8 (RFC 6531) to take it. */
    boolean needsUtf8() {
        return !OneLine.isAscii(address);
    }

    private static String withAsciiDomain(String address) {
        int at = address.lastIndexOf('@') + 1;
        try {
            return address.substring(0, at) + IDN.toASCII(address.substring(at));
        } catch (IllegalArgumentException e) {
            throw new TlsConfigException("\"" + address + "\" has no proper domain", FORM, e);
        }
    }
}
