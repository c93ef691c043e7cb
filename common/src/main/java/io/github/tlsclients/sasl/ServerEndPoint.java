package io.github.tlsclients.sasl;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;

/**
 * The channel binding tls-server-end-point (RFC 5929 section 4.1): a hash of the server's certificate, by the hash of the
 * certificate's own signature. By object identifier, since providers name the same signature differently.
 */
final class ServerEndPoint {
    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
    private static final String RSA = "1.2.840.113549.1.1.";
    private static final String ECDSA = "1.2.840.10045.4.";
    private static final String NIST = "2.16.840.1.101.3.4.3.";

    private static final Map<String, String> HASHES = Map.ofEntries(
            Map.entry(RSA + "4", "MD5"),
            Map.entry(RSA + "5", "SHA-1"),
            Map.entry(RSA + "11", "SHA-256"),
            Map.entry(RSA + "12", "SHA-384"),
            Map.entry(RSA + "13", "SHA-512"),
            Map.entry(RSA + "14", "SHA-224"),
            Map.entry(ECDSA + "1", "SHA-1"),
            Map.entry(ECDSA + "3.1", "SHA-224"),
            Map.entry(ECDSA + "3.2", "SHA-256"),
            Map.entry(ECDSA + "3.3", "SHA-384"),
            Map.entry(ECDSA + "3.4", "SHA-512"),
            Map.entry(NIST + "10", "SHA3-256"),
            Map.entry(NIST + "11", "SHA3-384"),
            Map.entry(NIST + "12", "SHA3-512"),
            Map.entry(NIST + "14", "SHA3-256"),
            Map.entry(NIST + "15", "SHA3-384"),
            Map.entry(NIST + "16", "SHA3-512"));

    private ServerEndPoint() {}

    /** Nothing where the signature has no hash of its own (Ed25519, ML-DSA) or two: the binding is undefined then. */
    static Optional<byte[]> of(X509Certificate certificate) {
        try {
            Optional<String> hash = hashOf(certificate);
            if (hash.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(MessageDigest.getInstance(hash.get()).digest(certificate.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty(); // a signature that this JVM cannot take apart
        }
    }

    private static Optional<String> hashOf(X509Certificate certificate) throws GeneralSecurityException, IOException {
        String signature = certificate.getSigAlgOID();
        Optional<String> own = signature.equals(RSASSA_PSS)
                ? hashOfPss(certificate.getSigAlgParams())
                : Optional.ofNullable(HASHES.get(signature));
        // those two are too weak for this, whatever they are to the certificate
        return own.map(hash -> hash.equals("MD5") || hash.equals("SHA-1") ? "SHA-256" : hash);
    }

    private static Optional<String> hashOfPss(byte[] parameters) throws GeneralSecurityException, IOException {
        AlgorithmParameters pss = AlgorithmParameters.getInstance("RSASSA-PSS");
        pss.init(parameters);
        PSSParameterSpec spec = pss.getParameterSpec(PSSParameterSpec.class);
        boolean one = spec.getMGFParameters() instanceof MGF1ParameterSpec mask
                && mask.getDigestAlgorithm().equals(spec.getDigestAlgorithm());
        return one ? Optional.of(spec.getDigestAlgorithm()) : Optional.empty();
    }
}
