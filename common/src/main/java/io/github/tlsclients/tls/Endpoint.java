package io.github.tlsclients.tls;

import java.net.IDN;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where to connect, how TLS begins there, and whose certificate is expected: a parsed URI.
 *
 * <pre>
 * https://host[:443]/path      http+starttls://host[:631]/path
 * smtps://host[:465]           smtp+starttls://host[:587]
 * imaps://host[:993]/INBOX     imap+starttls://host[:143]/INBOX
 * ftps://host[:990]/path       ftp+starttls://host[:21]/path      (ftpes:// is the same)
 * </pre>
 *
 * @param protocol what is spoken inside TLS
 * @param mode how TLS begins
 * @param host the host of the URI: a name in its ASCII form, or an IP address without brackets
 * @param port 1 to 65535
 * @param path for HTTP as it stands in the URI, with the query; for the others decoded and without the leading slash
 * @param serverName the name that the certificate must have; the host unless {@link #named} says otherwise
 * @param connectHost where the TCP connection goes; the host unless {@link #connectTo} says otherwise
 * @param connectPort where the TCP connection goes; the port unless {@link #connectTo} says otherwise
 */
public record Endpoint(
        Protocol protocol,
        TlsMode mode,
        String host,
        int port,
        String path,
        String serverName,
        String connectHost,
        int connectPort) {

    private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9._-]+");
    private static final Pattern PLAIN_NAME = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");
    private static final String GRAMMAR = "write protocol://host[:port][/path]";

    /**
     * An endpoint without a path, certificate and connection as the host says.
     *
     * @param protocol what is spoken inside TLS
     * @param mode how TLS begins
     * @param host a name or an IP address
     * @param port the TCP port
     * @return the endpoint
     */
    public static Endpoint of(Protocol protocol, TlsMode mode, String host, int port) {
        String path = protocol == Protocol.HTTP ? "/" : "";
        return new Endpoint(protocol, mode, host, port, path, host, host, port);
    }

    /**
     * Parses a URI of the grammar above.
     *
     * @param uri such as {@code smtp+starttls://mail.lab.test}
     * @return the endpoint that it names
     * @throws TlsConfigException if it is not one: an unknown scheme, a plaintext scheme, a user or password in the
     * URI, a bad port, control characters
     */
    public static Endpoint parse(String uri) {
        int colon = uri.indexOf("://");
        if (colon <= 0) {
            throw new TlsConfigException("\"" + printable(uri) + "\" is not a URI", GRAMMAR);
        }
        Scheme scheme = Scheme.of(uri.substring(0, colon));
        String rest = uri.substring(colon + 3);
        int end = firstOf(rest, "/?#");
        String authority = rest.substring(0, end);
        if (authority.contains("@")) {
            throw new TlsConfigException(
                    "the URI names a user",
                    "give the user by --user and the password by --password-file or --password-env");
        }
        HostPort address = HostPort.parse(authority, scheme.protocol.defaultPort(scheme.mode));
        String path = path(scheme.protocol, rest.substring(end));
        return new Endpoint(
                scheme.protocol,
                scheme.mode,
                address.host(),
                address.port(),
                path,
                address.host(),
                address.host(),
                address.port());
    }

    /**
     * The same endpoint, of which a certificate for another name is expected.
     *
     * @param name goes into SNI as well
     * @return the endpoint under that name
     */
    public Endpoint named(String name) {
        return new Endpoint(protocol, mode, host, port, path, ascii(name), connectHost, connectPort);
    }

    /**
     * The same endpoint, reached at another address; the expected certificate stays.
     *
     * @param hostAndPort {@code host:port}, {@code [v6]:port} or a host alone, whose port is then this endpoint's
     * @return the endpoint at that address
     */
    public Endpoint connectTo(String hostAndPort) {
        HostPort address = HostPort.parse(hostAndPort, port);
        return new Endpoint(protocol, mode, host, port, path, serverName, address.host(), address.port());
    }

    /**
     * The same endpoint in another mode, at that mode's default port.
     *
     * @param other the mode
     * @return the endpoint in that mode
     */
    public Endpoint inMode(TlsMode other) {
        int otherPort = protocol.defaultPort(other);
        return new Endpoint(protocol, other, host, otherPort, path, serverName, host, otherPort);
    }

    /** {@return the URI, with the port always written} */
    public String uri() {
        String slash = protocol == Protocol.HTTP || path.isEmpty() ? "" : "/";
        return protocol.scheme(mode) + "://" + bracketed(host) + ":" + port + slash + path;
    }

    @Override
    public String toString() {
        return uri();
    }

    /** The host as it stands in a URI: IPv6 addresses in brackets. */
    static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private static String path(Protocol protocol, String raw) {
        if (raw.indexOf('#') >= 0) {
            throw new TlsConfigException(
                    "the URI has a fragment", "leave out everything from # on, or write it as %23");
        }
        requirePrintable(raw, "path");
        if (protocol == Protocol.HTTP) {
            return raw.startsWith("/") ? raw : "/" + raw;
        }
        String text = raw.startsWith("/") ? raw.substring(1) : raw;
        try {
            // a plus sign is a plus sign in a path; URLDecoder would make it a space
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            // a decoded line break would end the command it stands in and begin another
            requirePrintable(decoded, "path");
            return decoded;
        } catch (TlsConfigException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new TlsConfigException(
                    "the path \"" + printable(text) + "\" has a bad % sequence", "write a percent sign as %25", e);
        }
    }

    private static String ascii(String host) {
        if (host.isEmpty()) {
            throw new TlsConfigException("the URI has no host", GRAMMAR);
        }
        requirePrintable(host, "host");
        if (host.contains(":") && ServerName.address(host) != null) {
            return host;
        }
        if (PLAIN_NAME.matcher(host).matches()) {
            return host; // and the tables of Unicode stay unread
        }
        try {
            // looked at afterwards: Unicode has other ways to write a space, a slash or a colon
            String name = IDN.toASCII(host).toLowerCase(Locale.ROOT);
            if (HOST_NAME.matcher(name).matches()) {
                return name;
            }
        } catch (IllegalArgumentException e) {
            // a label that is empty or too long: told below
        }
        throw new TlsConfigException("\"" + printable(host) + "\" is not a host name", GRAMMAR);
    }

    private static void requirePrintable(String text, String what) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new TlsConfigException(
                    "the " + what + " holds a control character", "a " + what + " is one line of printable text");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    private static int firstOf(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private record Scheme(Protocol protocol, TlsMode mode) {
        static Scheme of(String name) {
            String scheme = name.toLowerCase(Locale.ROOT);
            for (Protocol protocol : Protocol.values()) {
                for (TlsMode mode : TlsMode.values()) {
                    if (protocol.scheme(mode).equals(scheme)) {
                        return new Scheme(protocol, mode);
                    }
                }
                if (protocol.label().equals(scheme)) {
                    throw new TlsConfigException(
                            scheme + ":// would be plaintext, which there is none of",
                            "use " + protocol.scheme(TlsMode.IMPLICIT) + ":// for TLS from the first byte, or "
                                    + protocol.scheme(TlsMode.STARTTLS) + ":// to upgrade to it");
                }
            }
            if (scheme.equals("ftpes")) {
                return new Scheme(Protocol.FTP, TlsMode.STARTTLS);
            }
            throw new TlsConfigException(
                    "unknown scheme \"" + printable(name) + "\"",
                    "use https, smtps, imaps, ftps, or http, smtp, imap, ftp with +starttls");
        }
    }

    private record HostPort(String host, int port) {
        static HostPort parse(String text, int defaultPort) {
            @Nullable String port = null;
            String host = text;
            if (text.startsWith("[")) {
                int close = text.indexOf(']');
                if (close < 0 || ServerName.address(text.substring(1, close)) == null) {
                    throw new TlsConfigException("\"" + printable(text) + "\" is not an IPv6 address", GRAMMAR);
                }
                host = text.substring(1, close);
                String after = text.substring(close + 1);
                if (!after.isEmpty() && !after.startsWith(":")) {
                    throw new TlsConfigException("\"" + printable(text) + "\" is not host:port", GRAMMAR);
                }
                port = after.isEmpty() ? null : after.substring(1);
            } else if (text.indexOf(':') >= 0) {
                int colon = text.indexOf(':');
                if (text.indexOf(':', colon + 1) >= 0) {
                    throw new TlsConfigException(
                            "\"" + printable(text) + "\" is not host:port", "write an IPv6 address in brackets: [::1]");
                }
                host = text.substring(0, colon);
                port = text.substring(colon + 1);
            }
            return new HostPort(ascii(host), port == null ? defaultPort : number(port));
        }

        private static int number(String text) {
            if (text.matches("[0-9]{1,5}")) {
                int port = Integer.parseInt(text);
                if (port >= 1 && port <= 65_535) {
                    return port;
                }
            }
            throw new TlsConfigException(
                    "\"" + printable(text) + "\" is not a port", "a port is a number from 1 to 65535");
        }
    }
}
