package io.github.tlsclients.tls;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lends Bouncy Castle the signatures of the providers that the JVM has registered. It asks for them where it cannot take
 * a private key itself: one that stays in a token, and is known to the token's provider alone.
 */
final class RegisteredSignatures extends Provider {
    private static final long serialVersionUID = 1L;

    RegisteredSignatures() {
        super("RegisteredSignatures", "1", "the signatures of the providers that are registered");
    }

    @Override
    public @Nullable Service getService(String type, String algorithm) {
        return type.equals("Signature") ? new Lent(this, algorithm) : null;
    }

    private static final class Lent extends Service {
        Lent(Provider provider, String algorithm) {
            super(provider, "Signature", algorithm, Signature.class.getName(), List.of(), Map.of());
        }

        /** A signature that looks for its provider once it has the key. */
        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return Signature.getInstance(getAlgorithm());
        }
    }
}
