package io.github.tlsclients.sasl;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.client.ScramClient.FinalBuildStage;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramInvalidServerSignatureException;
import com.ongres.scram.common.exception.ScramParseException;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.TlsConfigException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** SCRAM-SHA-256, bound to the channel or not (RFC 5802, RFC 7677), with the client's side of its promises kept. */
final class ScramExchange implements Exchange {
    /** RFC 7677 section 4; a server that asks for fewer would have a proof that is cheap to guess the password from. */
    static final int FEWEST_ROUNDS = 4_096;

    /** Some seconds of work; a hostile server could keep a client busy for hours. */
    static final int MOST_ROUNDS = 5_000_000;

    private enum Step {
        SALT,
        SIGNATURE,
        DONE
    }

    private final ScramClient client;
    private Step next = Step.SALT;
    private String complaint = "";

    private ScramExchange(ScramClient client) {
        this.client = client;
    }

    /** The proof is good in the channel of this binding alone. */
    static ScramExchange bound(String user, char[] password, ChannelBinding binding) {
        return new ScramExchange(client(user, password, Mechanism.SCRAM_SHA_256_PLUS, Optional.of(binding)));
    }

    /**
     * The server did not offer to bind. It is told that this client could have (the flag {@code y}): a server whose offer
     * somebody took out refuses that.
     */
    static ScramExchange wouldBind(String user, char[] password, ChannelBinding binding) {
        return new ScramExchange(client(user, password, Mechanism.SCRAM_SHA_256, Optional.of(binding)));
    }

    /** This client does not bind (the flag {@code n}). */
    static ScramExchange unbound(String user, char[] password) {
        return new ScramExchange(client(user, password, Mechanism.SCRAM_SHA_256, Optional.empty()));
    }

    static ScramExchange withNonce(String user, char[] password, Supplier<String> nonce) {
        return new ScramExchange(builder(user, password, Mechanism.SCRAM_SHA_256)
                .nonceSupplier(nonce)
                .build());
    }

    private static ScramClient client(
            String user, char[] password, Mechanism mechanism, Optional<ChannelBinding> binding) {
        FinalBuildStage builder = builder(user, password, mechanism);
        binding.ifPresent(channel -> builder.channelBinding(channel.type(), channel.data()));
        ScramClient client = builder.build();
        Arrays.fill(password, '\0'); // the client has its own, and wipes it
        return client;
    }

    private static FinalBuildStage builder(String user, char[] password, Mechanism mechanism) {
        return ScramClient.builder()
                .advertisedMechanisms(List.of(mechanism.registered()))
                .username(user)
                .password(password);
    }

    @Override
    public byte[] first() {
        return bytes(client.clientFirstMessage());
    }

    @Override
    public byte[] respond(byte[] challenge) throws TlsException {
        String message = new String(challenge, StandardCharsets.UTF_8);
        if (message.startsWith("e=") && complaint.isEmpty()) {
            complaint = ClearText.printable(message.substring(2)); // it says no next, or has not proved itself
            return new byte[0];
        }
        switch (next) {
            case SALT -> {
                next = Step.SIGNATURE;
                return proof(message);
            }
            case SIGNATURE -> {
                verify(message);
                next = Step.DONE;
                return new byte[0];
            }
            default -> throw nonsense("it goes on after its proof", null);
        }
    }

    /** To say yes is not enough: whoever stole a certificate can say that. */
    @Override
    public void accepted() throws TlsException {
        if (next != Step.DONE) {
            throw notProven("it did not prove that it knows the password", null);
        }
    }

    @Override
    public String complaint() {
        return complaint;
    }

    private byte[] proof(String message) throws TlsException {
        int rounds;
        try {
            ServerFirstMessage salt = client.serverFirstMessage(message);
            Base64.getDecoder().decode(salt.getSalt()); // as the client will, which would blame the password
            rounds = salt.getIterationCount();
        } catch (ScramParseException | RuntimeException | AssertionError e) { // the library asserts that "i=" is there
            throw nonsense("its first message is malformed", e);
        }
        if (rounds < FEWEST_ROUNDS || rounds > MOST_ROUNDS) {
            throw new TlsException(
                    TlsFailure.LOGIN_REFUSED,
                    "the server wants the password hashed " + rounds + " times; SCRAM-SHA-256 takes " + FEWEST_ROUNDS
                            + " to " + MOST_ROUNDS + " here",
                    "nothing that tells of the password was sent; ask the server's owner to set the iteration count");
        }
        try {
            return bytes(client.clientFinalMessage());
        } catch (IllegalArgumentException e) {
            throw new TlsConfigException(
                    "the password holds characters that SCRAM does not take (SASLprep, RFC 4013)",
                    "change the password, or name another mechanism: --auth plain",
                    e);
        }
    }

    private void verify(String message) throws TlsException {
        try {
            client.serverFinalMessage(message);
        } catch (ScramInvalidServerSignatureException e) {
            throw notProven("its proof that it knows the password is wrong", e);
        } catch (ScramException | RuntimeException | AssertionError e) {
            throw nonsense("its last message is malformed", e);
        }
    }

    private static TlsException notProven(String how, @Nullable Throwable cause) {
        return new TlsException(
                TlsFailure.SERVER_NOT_PROVEN,
                "this is not the server that has your password: " + how,
                "somebody may have its certificate or its name; do not try again by PLAIN or LOGIN, which would tell the"
                        + " password",
                cause);
    }

    private static TlsException nonsense(String what, @Nullable Throwable cause) {
        return new TlsException(
                TlsFailure.PROTOCOL_ERROR,
                "the server breaks the rules of SCRAM: " + what,
                "try another mechanism: --auth NAME",
                cause);
    }

    private static byte[] bytes(Object message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
