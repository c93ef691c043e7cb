package io.github.tlsclients.imap;

import io.github.tlsclients.tls.TlsConfigException;
import java.util.regex.Pattern;

/**
 * Messages by their UIDs, as RFC 9051 section 9 writes them (sequence-set): {@code 7}, {@code 3,7:9}, {@code 1:*}. The star
 * is the last message, whatever its UID; so {@code 100:*} names that one even if it is less than 100.
 *
 * @param text the set
 */
public record UidSet(String text) {
    private static final Pattern FORM = Pattern.compile("(?:[0-9]{1,10}|\\*)(?::(?:[0-9]{1,10}|\\*))?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final long LARGEST_UID = 0xffff_ffffL;

    /** RFC 7162 section 4: servers take lines of 8192 bytes at least. */
    private static final int LONGEST = 8_000;

    /**
     * Checks the set.
     *
     * @throws TlsConfigException if it is none
     */
    public UidSet {
        boolean formed = text.length() <= LONGEST;
        for (String part : text.split(",", -1)) {
            formed &= FORM.matcher(part).matches();
        }
        if (!formed || NUMBER.matcher(text).results().anyMatch(number -> !isUid(number.group()))) {
            throw new TlsConfigException(
                    "\"" + text + "\" names no UIDs", "list the folder to see them; write 7, or 3,7:9, or 1:* for all");
        }
    }

    /** Whether it names one message alone, by its number. */
    public boolean isSingle() {
        return NUMBER.matcher(text).matches();
    }

    private static boolean isUid(String digits) {
        long number = Long.parseLong(digits);
        return number >= 1 && number <= LARGEST_UID;
    }
}
