package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/** Whether a private key is a certificate's own. */
final class KeyMatch {
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    private final PrivateKey key;
    private byte @Nullable [] signature;

    KeyMatch(PrivateKey key) {
        this.key = key;
    }

    /**
     * Compares what both tell of themselves, or else signs with one and verifies with the other: that works for keys
     * which cannot be exported as well.
     *
     * @throws GeneralSecurityException if the key cannot sign
     */
    boolean fits(X509Certificate certificate) throws GeneralSecurityException {
        PublicKey other = PrivateKeys.isBouncyCastles(key)
                ? TlsProvider.BOUNCY_CASTLE.adopt(certificate).getPublicKey()
                : certificate.getPublicKey();
        if (!other.getAlgorithm().equals(key.getAlgorithm())) {
            return false; // TLS would not sign with it either
        }
        if (key instanceof RSAKey mine && other instanceof RSAKey theirs) {
            return mine.getModulus().equals(theirs.getModulus());
        }
        byte[] signed = signature();
        try {
            Signature verifier = newSignature();
            verifier.initVerify(other);
            setParameters(verifier);
            verifier.update(SAMPLE);
            return verifier.verify(signed);
        } catch (GeneralSecurityException e) {
            return false; // a key of another type or curve
        }
    }

    private byte[] signature() throws GeneralSecurityException {
        byte[] made = signature;
        if (made == null) {
            try {
                Signature signer = newSignature();
                signer.initSign(key);
                setParameters(signer);
                signer.update(SAMPLE);
                made = signer.sign();
            } catch (ProviderException e) {
                throw new GeneralSecurityException(e.getMessage(), e); // a token that was taken out
            }
            signature = made;
        }
        return made;
    }

    /** After the key: it decides on the provider that is asked. */
    private void setParameters(Signature signature) throws GeneralSecurityException {
        if (key.getAlgorithm().equals("RSASSA-PSS")) {
            signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        }
    }

    private Signature newSignature() throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        return PrivateKeys.isBouncyCastles(key)
                ? Signature.getInstance(algorithm, BouncyCastle.CRYPTO)
                : Signature.getInstance(algorithm);
    }
}
