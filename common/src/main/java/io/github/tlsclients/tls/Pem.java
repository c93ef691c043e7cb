package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PEM text (RFC 7468): certificates and PKCS#8 private keys. Each error names the file. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([^-]*)-----END \\1-----", Pattern.DOTALL);
    /** The key types that PKCS#8 may hold, tried in turn: the encoding names its own algorithm, so only one accepts. */
    private static final List<String> KEY_ALGORITHMS = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS");

    private Pem() {}

    /** Every certificate of the file, in order; at least one. */
    static List<X509Certificate> certificates(Material file) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks(file)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block.der(), file));
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsConfigException(
                    file + " holds no certificate", "a PEM certificate begins with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** The one private key of the file. */
    static PrivateKey privateKey(Material file) {
        for (Block block : blocks(file)) {
            if (block.label().equals("PRIVATE KEY")) {
                return privateKey(block.der(), file);
            }
            if (block.label().endsWith("PRIVATE KEY")) {
                throw new TlsConfigException(
                        file + " holds a key in the form \"" + block.label() + "\"",
                        "convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem");
            }
        }
        throw new TlsConfigException(
                file + " holds no private key", "a PKCS#8 key begins with -----BEGIN PRIVATE KEY-----");
    }

    private static X509Certificate certificate(byte[] der, Material file) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new TlsConfigException(
                    file + " holds a certificate that cannot be read: " + e.getMessage(),
                    "look at it: openssl x509 -text -noout -in " + file,
                    e);
        }
    }

    private static PrivateKey privateKey(byte[] der, Material file) {
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der);
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (GeneralSecurityException e) {
                continue; // not of this type
            }
        }
        throw new TlsConfigException(
                file + " holds a private key of an unknown type", "RSA, EC and Ed25519 keys can be read");
    }

    private static List<Block> blocks(Material file) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(file.read(), StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException e) {
                throw new TlsConfigException(file + " is damaged: bad base64", "fetch or export the file again", e);
            }
        }
        return blocks;
    }

    private record Block(String label, byte[] der) {}
}
