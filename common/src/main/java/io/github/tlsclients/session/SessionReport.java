package io.github.tlsclients.session;

import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsHandshake;
import io.github.tlsclients.tls.TlsMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a connection came to. {@link #toString()} is the aligned text of the command line.
 *
 * @param uri what was connected to
 * @param mode how TLS began
 * @param serverName the name that the certificate was checked for (RFC 9525)
 * @param version such as {@code TLSv1.3}
 * @param cipherSuite by its name of the IANA registry
 * @param group the key-exchange group by its name of the IANA registry; empty where a session of TLS 1.2 was resumed,
 *     which exchanges no keys
 * @param helloRetried whether the server asked for a second ClientHello, at the cost of a round trip
 * @param applicationProtocol by ALPN; empty if none was agreed
 * @param resumed whether an earlier session was resumed
 * @param clearText what was said before TLS, in order; empty for implicit TLS
 * @param chain the peer's certificates, leaf first
 * @param timing how long each step took
 * @param dataChannels FTP's data connections, in order
 */
public record SessionReport(
        String uri,
        TlsMode mode,
        String serverName,
        String version,
        String cipherSuite,
        Optional<String> group,
        boolean helloRetried,
        Optional<String> applicationProtocol,
        boolean resumed,
        List<String> clearText,
        List<PeerCertificate> chain,
        Timing timing,
        List<DataChannel> dataChannels) {

    /** How wide a label is when printed. */
    private static final int LABEL = 9;

    /**
     * How long each step took.
     *
     * @param connectMillis the TCP connect
     * @param upgradeMillis the clear dialogue; 0 for implicit TLS
     * @param handshakeMillis the TLS handshake
     */
    public record Timing(double connectMillis, double upgradeMillis, double handshakeMillis) {
        static Timing of(TlsHandshake handshake) {
            return new Timing(
                    handshake.connect().toNanos() / 1e6,
                    handshake.upgrade().toNanos() / 1e6,
                    handshake.handshake().toNanos() / 1e6);
        }
    }

    /**
     * A data connection of FTP.
     *
     * @param command what it was opened for, such as {@code RETR}
     * @param version such as {@code TLSv1.3}
     * @param group the key-exchange group; empty where a session of TLS 1.2 was resumed, which exchanges no keys
     * @param resumed whether it resumed the control connection's session
     * @param handshakeMillis how long its handshake took
     */
    public record DataChannel(
            String command, String version, Optional<String> group, boolean resumed, double handshakeMillis) {
        /**
         * A data connection that was opened for a command.
         *
         * @param command such as {@code RETR}
         * @param handshake what its handshake agreed on
         * @return its line in the report
         */
        public static DataChannel of(String command, TlsHandshake handshake) {
            return new DataChannel(
                    command,
                    handshake.version(),
                    handshake.group(),
                    handshake.resumed(),
                    handshake.handshake().toNanos() / 1e6);
        }
    }

    /**
     * The report of the connection that a connector opened last.
     *
     * @param connector one that has connected
     * @return the report
     * @throws IllegalStateException if it has opened none
     */
    public static SessionReport of(TlsConnector connector) {
        TlsHandshake handshake =
                connector.handshake().orElseThrow(() -> new IllegalStateException("no connection has been opened"));
        return of(connector.endpoint(), handshake, connector.transcript());
    }

    /**
     * The report of a handshake.
     *
     * @param endpoint whom it was made with
     * @param handshake what it agreed on
     * @param clearText the lines that were said before it
     * @return the report
     */
    public static SessionReport of(Endpoint endpoint, TlsHandshake handshake, List<String> clearText) {
        return new SessionReport(
                endpoint.uri(),
                endpoint.mode(),
                endpoint.serverName(),
                handshake.version(),
                handshake.cipherSuite(),
                handshake.group(),
                handshake.helloRetried(),
                handshake.applicationProtocol(),
                handshake.resumed(),
                clearText,
                handshake.chain().stream().map(PeerCertificate::of).toList(),
                Timing.of(handshake),
                List.of());
    }

    /**
     * This report with the data connections that came after.
     *
     * @param channels in the order of their commands
     * @return a report of all of it
     */
    public SessionReport with(List<DataChannel> channels) {
        return new SessionReport(
                uri,
                mode,
                serverName,
                version,
                cipherSuite,
                group,
                helloRetried,
                applicationProtocol,
                resumed,
                clearText,
                chain,
                timing,
                List.copyOf(channels));
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(uri);
        line(lines, "mode", mode == TlsMode.IMPLICIT ? "TLS from the first byte" : "upgrade, mandatory");
        line(lines, "version", version);
        line(lines, "suite", cipherSuite);
        line(lines, "group", agreedGroup() + (helloRetried ? ", asked for by a second round" : ""));
        line(lines, "alpn", applicationProtocol.orElse("none"));
        line(lines, "resumed", resumed ? "yes" : "no");
        line(lines, "name", serverName + ", found in the certificate");
        for (int i = 0; i < chain.size(); i++) {
            PeerCertificate certificate = chain.get(i);
            line(lines, i == 0 ? "server" : "issuer " + i, certificate.subject());
            line(lines, "", "issued by " + certificate.issuer());
            if (!certificate.names().isEmpty()) {
                line(lines, "", "for " + String.join(", ", certificate.names()));
            }
            line(lines, "", certificate.key() + ", " + left(certificate.daysLeft()));
        }
        for (DataChannel channel : dataChannels) {
            line(
                    lines,
                    "data",
                    channel.command()
                            + ": "
                            + channel.version()
                            + ", "
                            + channel.group().map(name -> name + ", ").orElse("")
                            + (channel.resumed()
                                    ? "resumed the control session"
                                    : "a session of its own, same certificate")
                            + ", "
                            + millis(channel.handshakeMillis()));
        }
        line(
                lines,
                "time",
                "connect " + millis(timing.connectMillis()) + ", upgrade " + millis(timing.upgradeMillis())
                        + ", handshake " + millis(timing.handshakeMillis()));
        return String.join("\n", lines);
    }

    private String agreedGroup() {
        return group.orElse(resumed ? "none: a resumed session of TLS 1.2 goes on with its keys" : "not seen");
    }

    private static String left(long days) {
        return days + (days == 1 ? " day left" : " days left");
    }

    private static void line(List<String> lines, String label, String value) {
        lines.add("  " + label + " ".repeat(Math.max(0, LABEL - label.length())) + " " + value);
    }

    /** By hand: the first {@code String.format} of a process loads the formats of every language. */
    private static String millis(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10 + " ms";
    }
}
