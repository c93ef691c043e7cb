package io.github.tlsclients.tls;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Hosts by their names: one name or address, {@code *.lab.test} for one label before a name (as in a certificate, RFC
 * 9525 section 6.3), {@code **.lab.test} for the name and everything below it.
 *
 * @param text the pattern, in lower case
 */
record HostPattern(String text) {
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME = Pattern.compile("(\\*\\*?\\.)?" + LABEL + "(\\." + LABEL + ")*");

    /**
     * Reads a pattern.
     *
     * @throws TlsConfigException if it has another form
     */
    static HostPattern parse(String text) {
        String pattern = withoutRootDot(text.toLowerCase(Locale.ROOT));
        boolean tooLong = pattern.length() > ServerName.LONGEST_NAME + "**.".length(); // the matcher recurses
        if (ServerName.address(pattern) == null
                && (tooLong || !NAME.matcher(pattern).matches())) {
            throw new TlsConfigException(
                    "\"" + (tooLong ? text.substring(0, 80) + "…" : text) + "\" is not a host pattern",
                    "write a name, *.name for one label before it, or **.name for it and everything below it");
        }
        return new HostPattern(pattern);
    }

    boolean matches(String host) {
        InetAddress address = ServerName.address(host);
        if (address != null) {
            return address.equals(ServerName.address(text));
        }
        String name = withoutRootDot(host.toLowerCase(Locale.ROOT));
        if (text.startsWith("**.")) {
            return name.equals(text.substring(3)) || name.endsWith(text.substring(2));
        }
        int dot = name.indexOf('.');
        return text.startsWith("*.") ? dot > 0 && name.substring(dot).equals(text.substring(1)) : name.equals(text);
    }

    private static String withoutRootDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public String toString() {
        return text;
    }
}
