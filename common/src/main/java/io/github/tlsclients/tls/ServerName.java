package io.github.tlsclients.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a server's certificate must have, matched by RFC 9525 section 6.
 *
 * <p>Only subject alternative names count, never the common name (6.2). An asterisk stands for exactly one label, only
 * as the whole left-most label (6.3), and only with two labels behind it: {@code *.com} is nobody's, and neither is
 * {@code *.co.uk}, told by its shape, since no list of public suffixes comes with this library. An IP address
 * matches an iPAddress entry alone (6.4), byte by byte.
 */
public final class ServerName {
    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    /** IPv6 with the last four bytes written as IPv4; what is longer is not worth a look, which would take its square. */
    private static final int LONGEST_ADDRESS = 45;

    /** RFC 1035 section 3.1, as text. */
    static final int LONGEST_NAME = 253;

    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern ZERO_GROUPS = Pattern.compile("(?<![^:])0(:0)+(?![^:])");
    private static final Pattern NATIONAL_REGISTRY = Pattern.compile("\\.(ac|co|com|edu|gov|net|org)\\.[a-z]{2}");
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    private ServerName() {}

    /**
     * Whether a certificate is for a name.
     *
     * @param certificate a server's
     * @param reference a host name, or an IP address with or without brackets
     * @return whether one of its subject alternative names covers it
     */
    public static boolean matches(X509Certificate certificate, String reference) {
        InetAddress address = address(reference);
        for (List<?> entry : entries(certificate)) {
            int type = (Integer) entry.get(0);
            if (address == null
                    ? type == DNS_NAME && matchesDnsName((String) entry.get(1), reference)
                    : type == IP_ADDRESS && address.equals(address((String) entry.get(1)))) {
                return true;
            }
        }
        return false;
    }

    /** The same, where a certificate without any name or address may fall back on its common name. */
    static boolean matches(X509Certificate certificate, String reference, boolean commonNameIgnored) {
        return matches(certificate, reference)
                || !commonNameIgnored
                        && of(certificate).isEmpty()
                        && CertificateNames.commonName(certificate)
                                .filter(name -> matchesDnsName(name, reference))
                                .isPresent();
    }

    /** Whether a dNSName as the certificate presents it covers the name that was asked for. */
    static boolean matchesDnsName(String presented, String reference) {
        if (address(reference) != null) {
            return false;
        }
        String wanted = withoutRootDot(reference.toLowerCase(Locale.ROOT));
        String offered = presented.toLowerCase(Locale.ROOT);
        if (wanted.contains("*") || Arrays.asList(wanted.split("\\.", -1)).contains("")) {
            return false;
        }
        if (!offered.startsWith("*.")) {
            return offered.equals(wanted);
        }
        String parent = offered.substring(1);
        boolean twoLabels = parent.indexOf('.', 1) > 0 && !parent.contains("*");
        int dot = wanted.indexOf('.');
        return twoLabels
                && !NATIONAL_REGISTRY.matcher(parent).matches()
                && dot > 0
                && wanted.substring(dot).equals(parent);
    }

    /**
     * What a certificate is for.
     *
     * @param certificate a server's
     * @return its names and addresses as text; empty if it has none
     */
    public static List<String> of(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        for (List<?> entry : entries(certificate)) {
            int type = (Integer) entry.get(0);
            if (type == DNS_NAME) {
                names.add((String) entry.get(1));
            } else if (type == IP_ADDRESS) {
                names.add(shortened((String) entry.get(1)));
            }
        }
        return names;
    }

    /** The address that a literal stands for, or null if it is a name. Never asks the resolver. */
    static @Nullable InetAddress address(String text) {
        String literal = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (literal.length() > LONGEST_ADDRESS
                || !IPV4.matcher(literal).matches()
                        && !IPV6_CHARACTERS.matcher(literal).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /** An IPv6 address as people write it: its first longest run of zero groups left out (RFC 5952 section 4.2). */
    private static String shortened(String address) {
        String longest = "";
        Matcher runs = ZERO_GROUPS.matcher(address);
        while (runs.find()) {
            longest = runs.group().length() > longest.length() ? runs.group() : longest;
        }
        return longest.isEmpty() ? address : address.replaceFirst("(^|:)" + longest + "(:|$)", "::");
    }

    private static String withoutRootDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static Collection<List<?>> entries(X509Certificate certificate) {
        try {
            Collection<List<?>> entries = certificate.getSubjectAlternativeNames();
            return entries == null ? List.of() : entries;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
