package io.github.tlsclients.tls;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/**
 * A {@link TlsContext} for Jakarta Mail (Angus), by the properties of its {@code Session}.
 *
 * <p>Angus reads some forty properties about TLS, each under the prefix of one protocol: {@code mail.smtp.ssl.trust} is
 * nothing to {@code smtps}. What is missing or misspelt falls back in silence, and these doors stand open by default:
 *
 * <ul>
 *   <li>{@code starttls.enable} without {@code starttls.required} sends the password in clear when somebody strips the
 *       server's offer.
 *   <li>{@code socketFactory.fallback} answers a refused certificate by a second try with the JVM's own trust.
 *   <li>{@code ssl.trust} overrides a socket factory.
 *   <li>Connecting and reading wait for ever.
 * </ul>
 *
 * <p>All of them are shut here, and what an app had set about TLS under the same prefix is taken away. Of each pair
 * ({@code smtp} and {@code smtps}) the one that was not asked for cannot connect: a slip of a letter is an error, not a
 * connection in clear. What is set after this, such as an {@code ssl.trust}, is the app's own doing.
 *
 * <p>Jakarta Mail itself is no dependency of this class. Its own upgrades drop clear text that was injected behind the
 * server's consent, and tell nobody; the sessions of the modules smtp and imap refuse such a server.
 */
public final class MailTls {
    private static final Set<String> IMPLICIT = Set.of("smtps", "imaps", "pop3s");
    private static final Set<String> UPGRADED = Set.of("smtp", "imap", "pop3");
    private static final List<String> ABOUT_TLS = List.of("ssl.", "starttls.", "socketFactory");

    private MailTls() {}

    /**
     * Properties for an app's own session and one protocol.
     *
     * @param context what is wanted of TLS
     * @param protocol {@code smtps}, {@code imaps} or {@code pop3s}: TLS from the first byte; {@code smtp}, {@code imap}
     *     or {@code pop3}: STARTTLS, and nothing but the upgrade in clear
     * @return properties to add host, port and the rest to
     * @throws TlsConfigException if there is no such protocol
     */
    public static Properties properties(TlsContext context, String protocol) {
        Properties properties = new Properties();
        secure(properties, context, protocol);
        return properties;
    }

    /**
     * Secures one protocol in an app's own properties; call it once for each that the app speaks.
     *
     * @param properties what the app has; everything that it says about this protocol's TLS is replaced
     * @param context what is wanted of TLS
     * @param protocol as in {@link #properties(TlsContext, String)}
     * @throws TlsConfigException if there is no such protocol
     */
    public static void secure(Properties properties, TlsContext context, String protocol) {
        boolean implicit = IMPLICIT.contains(protocol);
        if (!implicit && !UPGRADED.contains(protocol)) {
            throw new TlsConfigException(
                    "\"" + protocol + "\" is not a protocol of Jakarta Mail",
                    "use smtps, imaps, pop3s, or with STARTTLS smtp, imap, pop3");
        }
        String prefix = "mail." + protocol + ".";
        properties.keySet().removeIf(key -> aboutTls(String.valueOf(key), prefix));

        // objects, which only put can hold
        properties.put(prefix + "ssl.socketFactory", context.socketFactory());
        properties.put(prefix + "ssl.hostnameverifier", context.hostnameVerifier());
        properties.putAll(Map.of(
                prefix + "socketFactory.fallback", "false",
                prefix + "ssl.enable", String.valueOf(implicit),
                prefix + "ssl.checkserveridentity", "true",
                prefix + "starttls.enable", String.valueOf(!implicit),
                prefix + "starttls.required", String.valueOf(!implicit)));
        boundWaits(properties, prefix, context.config());
        properties.setProperty("mail.debug.auth", "false");
        shut(properties, implicit ? protocol.substring(0, protocol.length() - 1) : protocol + "s", protocol);
    }

    /**
     * Properties for a client library that speaks over the sockets of a connector. They speak TLS when they are
     * connected, in both modes, so that the library has no TLS of its own to do and no parameter left to lose: the
     * protocol is always the plain-named one.
     *
     * @param connector for {@link Protocol#SMTP} or {@link Protocol#IMAP}
     * @return the connector's sockets, host, port and timeouts
     */
    public static Properties over(TlsConnector connector) {
        String protocol = connector.endpoint().protocol().label();
        String prefix = "mail." + protocol + ".";
        Properties properties = new Properties();
        properties.setProperty(prefix + "host", connector.endpoint().connectHost());
        properties.setProperty(
                prefix + "port", String.valueOf(connector.endpoint().connectPort()));
        properties.put(prefix + "socketFactory", connector.socketFactory());
        properties.putAll(Map.of(
                prefix + "socketFactory.fallback",
                "false",
                prefix + "ssl.enable",
                "false",
                prefix + "starttls.enable",
                "false",
                prefix + "starttls.required",
                "false",
                // inside TLS the simple ones are enough; NTLM and DIGEST-MD5 (RFC 6331) are history
                prefix + "auth.mechanisms",
                "PLAIN LOGIN",
                "mail.debug.auth",
                "false"));
        boundWaits(properties, prefix, connector.context().config());
        shut(properties, protocol + "s", protocol);
        return properties;
    }

    private static boolean aboutTls(String key, String prefix) {
        return key.startsWith(prefix) && ABOUT_TLS.stream().anyMatch(part -> key.startsWith(part, prefix.length()));
    }

    /**
     * Each is endless by default. Writes are bounded by the sockets themselves; what {@code writetimeout} does is to close
     * a stream from another thread, and over TLS that waits for the very write that hangs.
     */
    private static void boundWaits(Properties properties, String prefix, TlsConfig config) {
        String millis = String.valueOf(config.timeout().toMillis());
        properties.setProperty(prefix + "connectiontimeout", millis);
        properties.setProperty(prefix + "timeout", millis);
    }

    /** Lets the other protocol of a pair connect no more, unless it was secured too. */
    private static void shut(Properties properties, String other, String asked) {
        if (!(properties.get("mail." + other + ".ssl.socketFactory") instanceof SSLSocketFactory)) {
            NoSockets none = new NoSockets(
                    "these properties are for the protocol " + asked + "; " + other + " has no part in them");
            properties.put("mail." + other + ".socketFactory", none);
            properties.put("mail." + other + ".ssl.socketFactory", none);
            properties.setProperty("mail." + other + ".socketFactory.fallback", "false");
        }
    }
}
