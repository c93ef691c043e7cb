package io.github.tlsclients.matrix;

import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.tls.Protocol;
import java.util.List;
import java.util.Optional;

/**
 * What a trial came to.
 *
 * @param protocol what the server speaks
 * @param server its name
 * @param trial what was tried
 * @param cell of which pairing
 * @param outcome how it ended
 * @param detail why it did not pass; empty if it did
 * @param sessions what was agreed on, a session each: two for a resumption
 */
public record Result(
        Protocol protocol,
        String server,
        Trial trial,
        Cell cell,
        Outcome outcome,
        String detail,
        List<Agreed> sessions) {

    /** How a trial ended. */
    public enum Outcome {
        /** It works. */
        PASSED,
        /** It cannot be had, as declared, and was seen to fail. */
        LIMITED,
        /** It should work and does not, or works although it was declared not to. */
        FAILED
    }

    /**
     * What a session agreed on.
     *
     * @param version such as {@code TLSv1.3}
     * @param cipherSuite by its name of the IANA registry
     * @param group the key-exchange group; empty where there was none
     * @param resumed whether an earlier session was resumed
     * @param handshakeMillis how long the handshake took
     */
    public record Agreed(
            String version, String cipherSuite, Optional<String> group, boolean resumed, double handshakeMillis) {
        static Agreed of(SessionReport report) {
            return new Agreed(
                    report.version(),
                    report.cipherSuite(),
                    report.group(),
                    report.resumed(),
                    report.timing().handshakeMillis());
        }
    }

    /** {@return one line: what was tried, and how it ended} */
    @Override
    public String toString() {
        return protocol.label() + " " + server + ", " + trial + " (" + cell + "): " + outcome
                + (detail.isEmpty() ? "" : ": " + detail);
    }
}
