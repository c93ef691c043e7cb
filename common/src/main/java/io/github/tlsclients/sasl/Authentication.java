package io.github.tlsclients.sasl;

import io.github.tlsclients.sasl.Wire.Answer;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.TlsConnector;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One login inside TLS, by the strongest mechanism that the server offers and the credential can use: {@link Mechanism} has
 * them in order. One is chosen and tried once. What a server refuses is not tried by a weaker one.
 *
 * <p>SCRAM-SHA-256-PLUS binds the login to the connection by tls-exporter, which servers of TLS 1.3 have by default (RFC
 * 9266). Where this side's TLS can do that ({@link TlsConnector#tlsExporter()}), an offer that lacks it because somebody took
 * it out is noticed by the server: SCRAM-SHA-256 tells it that this client would have used it (RFC 5802 section 6). Where
 * this side's TLS cannot, the login is by SCRAM-SHA-256, and {@link LoggedIn#remark} says so; whoever knows that a server
 * takes tls-server-end-point (RFC 5929) names SCRAM-SHA-256-PLUS, and it is bound by that.
 */
public final class Authentication {
    /** No mechanism here has more than three. */
    private static final int MOST_CHALLENGES = 8;

    private final Credential credential;
    private final TlsConnector connector;
    private final Collection<String> offer;
    private final Set<Mechanism> known;
    private final Optional<ChannelBinding> exporter;
    private final Mechanism mechanism;

    private Authentication(Credential credential, Collection<String> offer, TlsConnector connector)
            throws TlsException {
        this.credential = credential;
        this.connector = connector;
        this.offer = offer;
        this.known = Mechanism.among(offer);
        this.exporter =
                credential.kind() == Credential.Kind.PASSWORD ? ChannelBinding.exporter(connector) : Optional.empty();
        this.mechanism =
                credential.only().isPresent() ? offered(credential.only().get()) : strongest();
    }

    /**
     * Chooses the mechanism.
     *
     * @param credential who logs in
     * @param offer the names of the mechanisms that the server offers inside TLS, known or not
     * @param connector whose latest connection it is about
     * @return the login, ready to be carried out
     * @throws TlsException ({@link TlsFailure#LOGIN_REFUSED}) if the server offers nothing that the credential can use, or
     *     not what it names
     */
    public static Authentication of(Credential credential, Collection<String> offer, TlsConnector connector)
            throws TlsException {
        return new Authentication(credential, offer, connector);
    }

    /** {@return what was chosen} */
    public Mechanism mechanism() {
        return mechanism;
    }

    /**
     * Carries the login out.
     *
     * @param wire how the protocol does it
     * @return how it was proved
     * @throws TlsException ({@link TlsFailure#LOGIN_REFUSED}) if the server does not believe; ({@link
     *     TlsFailure#SERVER_NOT_PROVEN}) if the server says yes and has not proved that it knows the password
     * @throws IOException if the connection fails
     */
    public LoggedIn over(Wire wire) throws IOException {
        Optional<ChannelBinding> binding =
                mechanism == Mechanism.SCRAM_SHA_256_PLUS ? Optional.of(binding()) : Optional.empty();
        Exchange exchange = exchange(binding);
        Answer answer = begin(wire, exchange.first());
        for (int turn = 1; answer instanceof Answer.Challenge challenge; turn++) {
            if (turn > MOST_CHALLENGES) {
                wire.cancel();
                throw new TlsException(
                        TlsFailure.PROTOCOL_ERROR,
                        "the server asks on and on, and lets nobody in",
                        "no honest server does that: ask its owner what it is");
            }
            byte[] response;
            try {
                response = exchange.respond(challenge.data());
            } catch (TlsException | RuntimeException e) {
                wire.cancel();
                throw e;
            }
            answer = wire.respond(response);
            Arrays.fill(response, (byte) 0);
        }
        if (answer instanceof Answer.Refused refused) {
            String complaint = exchange.complaint();
            throw refused(complaint.isEmpty() ? refused.words() : refused.words() + " (" + complaint + ")");
        }
        exchange.accepted();
        return new LoggedIn(credential.user(), mechanism, binding.map(ChannelBinding::type), remark());
    }

    /**
     * The error for a login that the server refused.
     *
     * @param words the server's, safe for a terminal
     * @return what to throw
     */
    public TlsException refused(String words) {
        String who = credential.user().isEmpty() ? "the client certificate" : ClearText.printable(credential.user());
        return new TlsException(
                TlsFailure.LOGIN_REFUSED, "the server refuses the login of " + who + ": " + words, advice());
    }

    private Answer begin(Wire wire, byte @Nullable [] first) throws IOException {
        if (first == null) {
            return wire.begin(mechanism.registered());
        }
        Answer answer = wire.begin(mechanism.registered(), first);
        Arrays.fill(first, (byte) 0);
        return answer;
    }

    private Exchange exchange(Optional<ChannelBinding> binding) {
        String user = credential.user();
        return switch (mechanism) {
            case EXTERNAL -> SimpleExchange.external(user);
            case SCRAM_SHA_256_PLUS -> ScramExchange.bound(user, credential.secret(), binding.orElseThrow());
            case SCRAM_SHA_256 ->
                exporter.isPresent() && !offersToBind()
                        ? ScramExchange.wouldBind(user, credential.secret(), exporter.get())
                        : ScramExchange.unbound(user, credential.secret());
            case PLAIN -> SimpleExchange.plain(user, credential.secret());
            case LOGIN -> SimpleExchange.login(user, credential.secret());
            case OAUTHBEARER -> TokenExchange.bearer(user, credential.secret(), connector.endpoint());
            case XOAUTH2 -> TokenExchange.xoauth2(user, credential.secret());
        };
    }

    private Mechanism offered(Mechanism only) throws TlsException {
        if (!known.contains(only)) {
            throw new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    "the server does not offer " + only.registered() + ": it has " + offerInWords(),
                    "name another mechanism, or none for the strongest");
        }
        return only;
    }

    private Mechanism strongest() throws TlsException {
        return known.stream()
                .filter(each -> each.kind() == credential.kind())
                .filter(each -> each != Mechanism.SCRAM_SHA_256_PLUS || exporter.isPresent())
                .findFirst()
                .orElseThrow(() -> new TlsException(
                        TlsFailure.LOGIN_REFUSED,
                        "the server offers no login by " + Credential.words(credential.kind()) + ": it has "
                                + offerInWords(),
                        "ask its owner by what mechanism one may log in"));
    }

    private ChannelBinding binding() throws TlsException {
        return exporter.or(() -> ChannelBinding.serverEndPoint(connector))
                .orElseThrow(() -> new TlsException(
                        TlsFailure.LOGIN_REFUSED,
                        "there is nothing to bind the login to: the server certificate's signature has no hash for"
                                + " tls-server-end-point (RFC 5929), and this TLS has no tls-exporter",
                        "use TLS 1.3 of JDK 25 or later, or SCRAM-SHA-256 without a binding"));
    }

    private boolean offersToBind() {
        return known.contains(Mechanism.SCRAM_SHA_256_PLUS);
    }

    private String remark() {
        if (mechanism != Mechanism.SCRAM_SHA_256 || !offersToBind()) {
            return "";
        }
        return exporter.isPresent()
                ? "not bound to the connection, as was asked for"
                : "not bound to the connection: this TLS has no tls-exporter (TLS 1.3 of JDK 25 has)";
    }

    private String advice() {
        return switch (credential.kind()) {
            case PASSWORD ->
                mechanism == Mechanism.SCRAM_SHA_256_PLUS && exporter.isEmpty()
                        ? "check --user and the password; the server may not take tls-server-end-point: use TLS 1.3 of JDK 25,"
                                + " or SCRAM-SHA-256"
                        : "check --user and the password; some providers want one made for applications";
            case TOKEN -> "the token may have expired, or be for something else: get a new one";
            case CERTIFICATE -> "check whom the server takes the certificate for, and whether that is the user";
        };
    }

    private String offerInWords() {
        return offer.isEmpty()
                ? "none"
                : offer.stream().map(ClearText::printable).sorted().collect(Collectors.joining(", "));
    }
}
