package io.github.tlsclients.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which keys and signatures are too weak to trust. */
final class Strength {
    /** NIST SP 800-57 part 1 table 2: 112 bits of security. */
    private static final int MIN_RSA_BITS = 2048;

    private static final Set<EllipticCurve> CURVES = Stream.of("secp256r1", "secp384r1", "secp521r1")
            .map(Strength::curve)
            .collect(Collectors.toSet());
    /** id-ml-dsa-44, -65 and -87 (RFC 9881), as runtimes that do not know them name them. */
    private static final Set<String> ML_DSA =
            Set.of("2.16.840.1.101.3.4.3.17", "2.16.840.1.101.3.4.3.18", "2.16.840.1.101.3.4.3.19");

    private Strength() {}

    /** What is weak about the certificate's key, or null. */
    static @Nullable String weakKey(X509Certificate certificate) {
        PublicKey key = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            return bits < MIN_RSA_BITS || bits % 8 != 0 ? "has an RSA key of " + bits + " bits" : null;
        }
        if (key instanceof ECPublicKey ec) {
            return CURVES.contains(ec.getParams().getCurve()) ? null : "has a key on a curve that TLS does not use";
        }
        return key instanceof EdECPublicKey || isMlDsa(key) ? null : "has a key of the type " + key.getAlgorithm();
    }

    /** Whether this is a key of ML-DSA (FIPS 204), which the JDK has from version 24 on. */
    static boolean isMlDsa(PublicKey key) {
        return key.getAlgorithm().startsWith("ML-DSA") || ML_DSA.contains(key.getAlgorithm());
    }

    /** What is weak about the signature on the certificate, or null. */
    static @Nullable String weakSignature(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        if (algorithm.equals("RSASSA-PSS")) {
            algorithm = pssDigest(certificate);
        }
        String plain = algorithm.replace("-", "");
        return plain.contains("SHA1") || plain.contains("MD5") || plain.contains("MD2")
                ? "is signed by " + certificate.getSigAlgName()
                : null;
    }

    private static String pssDigest(X509Certificate certificate) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(certificate.getSigAlgParams());
            return parameters.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm();
        } catch (GeneralSecurityException | IOException e) {
            return "SHA1"; // the default of RFC 4055 section 3.1
        }
    }

    private static EllipticCurve curve(String name) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has the NIST curves", e);
        }
    }
}
