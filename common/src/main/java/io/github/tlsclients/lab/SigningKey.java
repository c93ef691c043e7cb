package io.github.tlsclients.lab;

import io.github.tlsclients.lab.LabCa.KeyType;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.OptionalInt;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A key pair that signs certificates, lists and responses, each type by the algorithms that fit it. */
record SigningKey(KeyType type, KeyPair pair) {
    static SigningKey generate(CertificateSpec spec) {
        return new SigningKey(spec.key, newPair(spec.key, spec.rsaBits));
    }

    PublicKey publicKey() {
        return pair.getPublic();
    }

    PrivateKey privateKey() {
        return pair.getPrivate();
    }

    /** Signs over this digest, such as {@code SHA256}, where the type leaves the choice. */
    ContentSigner signer(String digest) {
        String algorithm = switch (type) {
            case EC, EC_P384, EC_P521 -> digest + "withECDSA";
            case RSA -> digest + "withRSA";
            case RSA_PSS -> digest + "withRSAandMGF1";
            case ED25519 -> "Ed25519";
            case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> type.algorithm();
        };
        JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
        try {
            return (type.needsBouncyCastle() ? builder.setProvider(BouncyCastle.PROVIDER) : builder)
                    .build(privateKey());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("the lab's " + type + " key cannot sign by " + algorithm, e);
        }
    }

    private static KeyPair newPair(KeyType type, OptionalInt rsaBits) {
        try {
            KeyPairGenerator generator = type.isPostQuantum()
                    ? KeyPairGenerator.getInstance(type.algorithm(), BouncyCastle.PROVIDER)
                    : KeyPairGenerator.getInstance(type.algorithm());
            switch (type) {
                case EC -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case EC_P384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case EC_P521 -> generator.initialize(new ECGenParameterSpec("secp521r1"));
                case RSA, RSA_PSS -> generator.initialize(rsaBits.orElse(2048));
                case ED25519, ML_DSA_44, ML_DSA_65, ML_DSA_87 -> {
                    // the name says it all
                }
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the lab's " + type + " key cannot be made", e);
        }
    }

    /** Loaded at first use, and never registered. */
    static final class BouncyCastle {
        static final Provider PROVIDER = new BouncyCastleProvider();

        private BouncyCastle() {}
    }
}
