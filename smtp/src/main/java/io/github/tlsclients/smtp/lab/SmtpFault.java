package io.github.tlsclients.smtp.lab;

import io.github.tlsclients.lab.Attack;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an attacker can do to SMTP alone: at one moment of an honest dialogue the server says something else. */
public sealed interface SmtpFault extends Fault permits OfferFault, ConsentFault, LoginFault, MessageFault {
    /** {@return every fault, in the order of a dialogue} */
    static List<Fault> all() {
        return Stream.<Fault[]>of(
                        OfferFault.values(), ConsentFault.values(), LoginFault.values(), MessageFault.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** {@return what the server does instead of what it should do} */
    Deviation deviation();

    @Override
    default Story story() {
        return deviation().story();
    }

    @Override
    default boolean plays(Protocol protocol, TlsMode mode) {
        return protocol == Protocol.SMTP
                && (mode == TlsMode.STARTTLS || !deviation().moment().isBeforeTls());
    }

    /** What is no SMTP has a name of its own in clear, where anybody may have said it. */
    @Override
    default Optional<TlsFailure> failure(Protocol protocol, TlsMode mode) {
        boolean clear = deviation().moment() == Moment.GREETING && mode == TlsMode.STARTTLS;
        return deviation()
                .failure()
                .map(failure ->
                        clear && failure == TlsFailure.PROTOCOL_ERROR ? TlsFailure.STARTTLS_MALFORMED : failure);
    }

    /** When it happens. */
    enum Moment {
        /** Before anybody has asked anything. */
        GREETING,
        /** The answer to EHLO in clear. */
        OFFER,
        /** The answer to STARTTLS. */
        CONSENT,
        /** The answer to EHLO inside TLS. */
        EHLO,
        /** The answers to AUTH and to what belongs to it. */
        AUTH,
        /** The answer to MAIL. */
        MAIL,
        /** The answer to RCPT. */
        RCPT,
        /** The answer to DATA. */
        DATA,
        /** The answer to the dot that ends a message. */
        END;

        boolean isBeforeTls() {
            return this == OFFER || this == CONSENT;
        }
    }

    /** How the server goes on. */
    enum Then {
        /** As if nothing had happened. */
        GO_ON,
        /** Without TLS, and glad to hear a password. */
        STAY_IN_CLEAR,
        /** By saying the same again and again. */
        FOR_EVER,
        /** By not saying another word. */
        SILENCE,
        /** By ending the connection, and vouching for the end. */
        HANG_UP,
        /** By cutting the connection. */
        CUT,
        /** By resetting the connection. */
        RESET
    }

    /**
     * What the server does instead of what it should do.
     *
     * @param moment when
     * @param words what it says, line ends and all, each in a record of its own; none if it says nothing
     * @param then how it goes on
     * @param story what there is to tell
     * @param failure how a sound client ends; empty if it takes no notice
     */
    record Deviation(Moment moment, List<String> words, Then then, Story story, Optional<TlsFailure> failure) {
        static Deviation of(
                Moment moment,
                Then then,
                Optional<TlsFailure> failure,
                Attack attack,
                String sentence,
                String source,
                String... words) {
            return new Deviation(moment, List.of(words), then, new Fault.Story(attack, sentence, source), failure);
        }
    }
}
