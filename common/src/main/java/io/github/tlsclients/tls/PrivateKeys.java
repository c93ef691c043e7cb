package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Der.NotDer;
import io.github.tlsclients.tls.Pem.Block;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/**
 * Private keys of every form. What is not PKCS#8 (RFC 5958) is wrapped in it by hand, so that the JDK reads it; Bouncy
 * Castle is loaded only for what the JDK has not.
 */
final class PrivateKeys {
    private static final String EC_OID = "1.2.840.10045.2.1";
    private static final Der VERSION_0 = der("020100");
    /** rsaEncryption, whose parameters are NULL (RFC 8017 appendix A.1). */
    private static final Der RSA = der("300d06092a864886f70d0101010500");
    /** id-ecPublicKey (RFC 5480 section 2.1.1). */
    private static final Der EC = der("06072a8648ce3d0201");
    /** Where an EC key tells its curve (RFC 5915 section 3). */
    private static final int CURVE = 0xa0;

    private PrivateKeys() {}

    /**
     * Reads a key.
     *
     * @param around all blocks of its file: the curve of an old EC key may stand in another one
     * @param name what errors call the file
     * @param password what decrypts it, if it is encrypted
     */
    static PrivateKey read(Block block, List<Block> around, String name, Password password) {
        try {
            byte[] der = block.der(name);
            if (!block.encryption().isEmpty()) {
                der = KeyDecryption.of(name, password).traditional(der, block.encryption());
            }
            return switch (block.label()) {
                case "PRIVATE KEY" -> decode(der);
                case "ENCRYPTED PRIVATE KEY" ->
                    decode(KeyDecryption.of(name, password).pkcs8(der));
                case "RSA PRIVATE KEY" ->
                    decode(Der.sequence(VERSION_0, RSA, Der.octets(der)).encoded());
                case "EC PRIVATE KEY" -> {
                    Der algorithm = Der.sequence(EC, curve(der, around, name));
                    yield decode(
                            Der.sequence(VERSION_0, algorithm, Der.octets(der)).encoded());
                }
                default ->
                    throw new TlsConfigException(
                            name + " holds a key in the unknown form \"" + block.label() + "\"",
                            "make it PKCS#8: ssh-keygen -p -m PKCS8 for OpenSSH's, openssl pkcs8 -topk8 for others");
            };
        } catch (NotDer | GeneralSecurityException e) {
            throw new TlsConfigException(
                    "the private key in " + name + " cannot be read: " + e.getMessage(),
                    "look at it: openssl pkey -check -noout -in " + name,
                    e);
        }
    }

    /** A key in PKCS#8. */
    static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        Der info = Der.of(pkcs8);
        Der algorithm = info.child(1, Der.SEQUENCE);
        String oid = algorithm.child(0, Der.OBJECT_IDENTIFIER).oid();
        List<Der> parameters = algorithm.children();
        if (oid.equals(EC_OID) && parameters.size() > 1 && parameters.get(1).tag() == Der.SEQUENCE) {
            // RFC 8422 section 5.4: TLS has named curves alone; one that is spelt out may be anything
            throw new InvalidKeyException("it spells out its curve (openssl pkey -ec_param_enc named_curve names it)");
        }
        // version 0, without the public key and attributes that may follow: every JDK reads that
        Der plain = Der.sequence(VERSION_0, algorithm, info.child(2, Der.OCTET_STRING));
        try {
            return KeyFactory.getInstance(factoryFor(oid)).generatePrivate(new PKCS8EncodedKeySpec(plain.encoded()));
        } catch (GeneralSecurityException e) {
            return BouncyCastle.privateKey(pkcs8);
        }
    }

    /** The same key as an object that the JDK's TLS can sign with, if there is one. */
    static PrivateKey asTheJdks(PrivateKey key) {
        byte[] encoded = isBouncyCastles(key) ? key.getEncoded() : null;
        if (encoded == null) {
            return key;
        }
        try {
            return decode(encoded);
        } catch (NotDer | GeneralSecurityException e) {
            return key;
        }
    }

    /** Told by its name, which loads nothing. */
    static boolean isBouncyCastles(PrivateKey key) {
        return key.getClass().getName().startsWith("org.bouncycastle.");
    }

    private static String factoryFor(String oid) {
        return switch (oid) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
            case EC_OID -> "EC";
            case "1.3.101.112" -> "Ed25519";
            case "1.3.101.113" -> "Ed448";
            case "2.16.840.1.101.3.4.3.17", "2.16.840.1.101.3.4.3.18", "2.16.840.1.101.3.4.3.19" -> "ML-DSA";
            default -> oid;
        };
    }

    private static Der curve(byte[] key, List<Block> around, String name) throws InvalidKeyException {
        for (Der part : Der.of(key).children()) {
            if (part.tag() == CURVE) {
                return Der.of(part.content());
            }
        }
        for (Block block : around) {
            if (block.label().equals("EC PARAMETERS")) {
                return Der.of(block.der(name));
            }
        }
        throw new InvalidKeyException("it does not tell its curve, and no EC PARAMETERS stand beside it");
    }

    private static Der der(String hex) {
        return Der.of(HexFormat.of().parseHex(hex));
    }
}
