package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/**
 * A key that must be in the path: the SHA-256 of its SubjectPublicKeyInfo.
 *
 * @param sha256 the digest in base64
 */
public record Pin(String sha256) {
    private static final String PREFIX = "sha256/";

    static List<Pin> parseAll(String... texts) {
        if (texts.length == 0) {
            throw new TlsConfigException("no pin is given", "pins that are none would narrow nothing");
        }
        return Stream.of(texts).map(Pin::parse).toList();
    }

    static Pin parse(String text) {
        if (text.startsWith(PREFIX)) {
            String digest = text.substring(PREFIX.length());
            try {
                if (Base64.getDecoder().decode(digest).length == 32) {
                    return new Pin(digest);
                }
            } catch (IllegalArgumentException e) {
                // not base64: told below
            }
        }
        throw new TlsConfigException(
                "\"" + text + "\" is not a pin",
                "a pin is sha256/ and the base64 of 32 bytes, the digest of a SubjectPublicKeyInfo");
    }

    /**
     * The pin of a certificate's key.
     *
     * @param certificate any certificate of a path
     * @return what to pin
     */
    public static Pin of(X509Certificate certificate) {
        try {
            byte[] key = certificate.getPublicKey().getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return new Pin(Base64.getEncoder().encodeToString(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return PREFIX + sha256;
    }
}
