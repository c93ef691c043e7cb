package io.github.tlsclients.sasl;

import java.util.Optional;

/**
 * How a login was proved.
 *
 * @param user whom the client is; empty for whom its certificate names
 * @param mechanism by what it was proved
 * @param channelBinding what tied the proof to this TLS connection, such as {@code tls-exporter}; empty if nothing did
 * @param remark why nothing did although the server offers it; mostly empty
 */
public record LoggedIn(String user, Mechanism mechanism, Optional<String> channelBinding, String remark) {
    /** {@return one line, such as {@code ada, by SCRAM-SHA-256-PLUS (tls-exporter)}} */
    @Override
    public String toString() {
        return (user.isEmpty() ? "whom the certificate names" : user)
                + ", by "
                + mechanism.registered()
                + channelBinding.map(binding -> " (" + binding + ")").orElse("")
                + (remark.isEmpty() ? "" : "; " + remark);
    }
}
