package io.github.tlsclients.lab;

import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.Trust;
import java.util.Optional;

/**
 * One thing that a hostile server does, or somebody on the way to an honest one: a value of {@link UpgradeFault}, {@link
 * Flaw}, {@link HandshakeFault}, {@link StreamFault}, {@link ForeignServer}, or of a protocol's own.
 */
public interface Fault {
    /** {@return its name, such as {@code STARTTLS_STRIPPED}; no two have the same} */
    String name();

    /** {@return what there is to tell about it} */
    Story story();

    /**
     * Whether it can be played to a client of this protocol in this mode.
     *
     * @param protocol what the client speaks
     * @param mode how the client comes to TLS
     * @return false where there is nothing to attack
     */
    boolean plays(Protocol protocol, TlsMode mode);

    /**
     * How a sound client ends.
     *
     * @param protocol what the client speaks
     * @param mode how the client comes to TLS
     * @return the failure; empty if the client does its work and takes no notice of what the attacker said
     */
    Optional<TlsFailure> failure(Protocol protocol, TlsMode mode);

    /**
     * Configures a client so that it can notice at all: mostly to trust the lab is enough.
     *
     * @param client to be built
     * @param lab whom it trusts
     */
    default void prepare(TlsConfig.Builder client, Trust lab) {
        client.trust(lab);
    }

    /**
     * {@return the same as options of the command line, such as {@code --revocation hard}; mostly empty; PORT stands for
     * the port that the fault is played on}
     */
    default String options() {
        return "";
    }

    /**
     * What there is to tell about a fault.
     *
     * @param attack the class of attack that it belongs to
     * @param sentence what the server does or what is wrong, without a full stop
     * @param source where it is described: the section of an RFC, a CVE, a paper
     */
    record Story(Attack attack, String sentence, String source) {}
}
