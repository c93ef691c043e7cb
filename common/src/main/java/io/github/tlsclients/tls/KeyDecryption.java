package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Der.NotDer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Decrypts private keys: PKCS#8 by PBES2 and PBES1 (RFC 8018), and PEM blocks in OpenSSL's traditional way. */
final class KeyDecryption {
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11";
    /** The default of PBKDF2 (RFC 8018 appendix A.2). */
    private static final String HMAC_SHA1 = "1.2.840.113549.2.7";

    /** As many as the JDK takes of a PKCS12: seconds of work. A file could ask for hours. */
    private static final int MOST_ROUNDS = 5_000_000;

    /** Of scrypt, in bytes; OpenSSL writes keys that take 16 MiB. */
    private static final long MOST_MEMORY = 256L << 20;

    private static final Map<String, String> FUNCTIONS = Map.of(
            HMAC_SHA1,
            "PBKDF2WithHmacSHA1",
            "1.2.840.113549.2.8",
            "PBKDF2WithHmacSHA224",
            "1.2.840.113549.2.9",
            "PBKDF2WithHmacSHA256",
            "1.2.840.113549.2.10",
            "PBKDF2WithHmacSHA384",
            "1.2.840.113549.2.11",
            "PBKDF2WithHmacSHA512");

    /** By object identifier in PBES2, by name in DEK-Info. */
    private static final Map<String, BlockCipher> CIPHERS = Map.of(
            "2.16.840.1.101.3.4.1.2", new BlockCipher("AES", 16),
            "2.16.840.1.101.3.4.1.22", new BlockCipher("AES", 24),
            "2.16.840.1.101.3.4.1.42", new BlockCipher("AES", 32),
            "1.2.840.113549.3.7", new BlockCipher("DESede", 24),
            "AES-128-CBC", new BlockCipher("AES", 16),
            "AES-192-CBC", new BlockCipher("AES", 24),
            "AES-256-CBC", new BlockCipher("AES", 32),
            "DES-EDE3-CBC", new BlockCipher("DESede", 24));

    private final String name;
    private final char[] password;

    private KeyDecryption(String name, char[] password) {
        this.name = name;
        this.password = password;
    }

    /**
     * For the key of one file.
     *
     * @param name what errors call the file
     * @throws TlsConfigException if no password is given
     */
    static KeyDecryption of(String name, Password password) {
        char[] chars = password.chars();
        if (chars == null || chars.length == 0) {
            throw new TlsConfigException(
                    "the private key in " + name + " is encrypted and no password is given",
                    "give its password along with the file");
        }
        return new KeyDecryption(name, chars);
    }

    /** The PKCS#8 key inside an EncryptedPrivateKeyInfo (RFC 5958 section 3). */
    byte[] pkcs8(byte[] der) {
        Der info = Der.of(der);
        Der scheme = info.child(0, Der.SEQUENCE);
        Der data = info.child(1, Der.OCTET_STRING);
        String oid = scheme.child(0, Der.OBJECT_IDENTIFIER).oid();
        return oid.equals(PBES2) ? pbes2(scheme.child(1, Der.SEQUENCE), data.content()) : pbes1(oid, scheme, der);
    }

    /**
     * The key inside a block with the header DEK-Info (RFC 1423 section 1.1). MD5 makes its key from the password in one
     * go, so a stolen file is a password guessed; PKCS#8 with PBES2 is the better form.
     *
     * @param info the header's value: a cipher, a comma, the initialisation vector in hex
     */
    byte[] traditional(byte[] data, String info) {
        String[] parts = info.split(",", 2);
        BlockCipher cipher = cipher(parts[0].strip());
        byte[] iv;
        try {
            iv = HexFormat.of().parseHex(parts[1].strip());
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw unknown("\"" + info + "\"", e);
        }
        return decrypt(cipher, md5Key(iv, cipher.keyLength()), iv, data);
    }

    /** As much of the password's digests as the key needs, each salted by the vector's first eight bytes. */
    private byte[] md5Key(byte[] iv, int length) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] secret = Arrays.copyOf(encoded.array(), encoded.remaining());
        ByteBuffer key = ByteBuffer.allocate(length);
        try {
            for (byte[] round = {}; key.hasRemaining(); ) {
                MessageDigest md5 = MessageDigest.getInstance("MD5");
                md5.update(round);
                md5.update(secret);
                md5.update(iv, 0, Math.min(8, iv.length));
                round = md5.digest();
                key.put(round, 0, Math.min(round.length, key.remaining()));
            }
            return key.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] pbes2(Der parameters, byte[] data) {
        Der derivation = parameters.child(0, Der.SEQUENCE);
        Der encryption = parameters.child(1, Der.SEQUENCE);
        BlockCipher cipher = cipher(encryption.child(0, Der.OBJECT_IDENTIFIER).oid());
        byte[] iv = encryption.child(1, Der.OCTET_STRING).content();
        String function = derivation.child(0, Der.OBJECT_IDENTIFIER).oid();
        List<Der> how = derivation.child(1, Der.SEQUENCE).children();
        byte[] key = switch (function) {
            case PBKDF2 -> pbkdf2(how, cipher.keyLength());
            case SCRYPT -> scrypt(how, cipher.keyLength());
            default -> throw unknown(function, null);
        };
        return decrypt(cipher, key, iv, data);
    }

    /** RFC 8018 appendix A.2: salt, iterations, perhaps the key's length, perhaps the HMAC. */
    private byte[] pbkdf2(List<Der> how, int keyLength) {
        if (how.size() < 2) {
            throw new NotDer();
        }
        int rounds = rounds(how.get(1));
        Der last = how.get(how.size() - 1);
        String hmac = last.tag() == Der.SEQUENCE
                ? last.child(0, Der.OBJECT_IDENTIFIER).oid()
                : HMAC_SHA1;
        String function = FUNCTIONS.get(hmac);
        if (function == null) {
            throw unknown(hmac, null);
        }
        try {
            PBEKeySpec spec = new PBEKeySpec(password, how.get(0).content(), rounds, keyLength * 8);
            return SecretKeyFactory.getInstance(function).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw unknown(hmac, e);
        }
    }

    /** RFC 7914 section 7: salt, cost, block size, parallelisation. The JDK has no scrypt. */
    private byte[] scrypt(List<Der> how, int keyLength) {
        if (how.size() < 4) {
            throw new NotDer();
        }
        int cost = how.get(1).intValue();
        int blockSize = how.get(2).intValue();
        int parallel = how.get(3).intValue();
        long lanes = Math.max(1, parallel);
        if (128L * cost * blockSize > MOST_MEMORY / lanes) {
            throw tooSlow();
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
        byte[] secret = Arrays.copyOf(encoded.array(), encoded.remaining());
        try {
            return BouncyCastle.scrypt(secret, how.get(0).content(), cost, blockSize, parallel, keyLength);
        } catch (IllegalArgumentException e) {
            throw unknown(SCRYPT, e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** The schemes from before PBES2, which the JDK knows by name. */
    private byte[] pbes1(String oid, Der scheme, byte[] der) {
        rounds(scheme.child(1, Der.SEQUENCE).child(1, Der.INTEGER)); // salt and iterations (RFC 8018 appendix A.3)
        EncryptedPrivateKeyInfo info;
        SecretKeyFactory factory;
        Cipher cipher;
        try {
            info = new EncryptedPrivateKeyInfo(der);
            factory = SecretKeyFactory.getInstance(info.getAlgName());
            cipher = Cipher.getInstance(info.getAlgName());
        } catch (IOException | GeneralSecurityException e) {
            throw unknown(oid, e);
        }
        try {
            cipher.init(Cipher.DECRYPT_MODE, factory.generateSecret(new PBEKeySpec(password)), info.getAlgParameters());
            return requireKey(cipher.doFinal(info.getEncryptedData()));
        } catch (GeneralSecurityException e) {
            throw wrongPassword(e);
        }
    }

    private int rounds(Der iterations) {
        int rounds = iterations.intValue();
        if (rounds > MOST_ROUNDS) {
            throw tooSlow();
        }
        return rounds;
    }

    private byte[] decrypt(BlockCipher form, byte[] key, byte[] iv, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance(form.algorithm() + "/CBC/PKCS5Padding");
            cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, form.algorithm()), new IvParameterSpec(iv));
            return requireKey(cipher.doFinal(data));
        } catch (GeneralSecurityException e) {
            throw wrongPassword(e);
        }
    }

    /** One wrong password in 256 leaves a padding that looks right. */
    private byte[] requireKey(byte[] der) {
        try {
            Der.of(der).children();
            return der;
        } catch (NotDer e) {
            throw wrongPassword(e);
        }
    }

    private BlockCipher cipher(String id) {
        BlockCipher cipher = CIPHERS.get(id);
        if (cipher == null) {
            throw unknown(id, null);
        }
        return cipher;
    }

    private TlsConfigException wrongPassword(Exception cause) {
        return new TlsConfigException(
                "the password of the private key in " + name + " is wrong", "give the key's own password", cause);
    }

    private TlsConfigException tooSlow() {
        return new TlsConfigException(
                "the private key in " + name + " is encrypted so that trying a password would take too long",
                "encrypt it anew, by an iteration count of " + MOST_ROUNDS + " at most: openssl pkcs8 -topk8 -iter");
    }

    private TlsConfigException unknown(String what, @Nullable Exception cause) {
        return new TlsConfigException(
                "the private key in " + name + " is encrypted in an unknown way: " + what,
                "encrypt it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in " + name + " -out new.pem",
                cause);
    }

    private record BlockCipher(String algorithm, int keyLength) {}
}
