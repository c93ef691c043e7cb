package io.github.tlsclients.tls;

import io.github.tlsclients.tls.Der.NotDer;
import io.github.tlsclients.tls.Pem.Block;
import java.io.ByteArrayInputStream;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a {@link Material} turned out to hold: blocks, or a key store. DER is one block, labelled as PEM would. */
final class Contents {
    private final String name;
    private final List<Block> blocks;
    private final Optional<KeyStoreFile> store;

    private Contents(String name, List<Block> blocks, Optional<KeyStoreFile> store) {
        this.name = name;
        this.blocks = blocks;
        this.store = store;
    }

    /**
     * Reads it and looks what it is.
     *
     * @throws TlsConfigException if it cannot be read, or is nothing that can hold certificates or keys
     */
    static Contents of(Material material) {
        byte[] bytes = material.read();
        String name = material.name();
        Optional<KeyStoreFile.Type> type = KeyStoreFile.Type.of(bytes);
        if (type.isPresent()) {
            return new Contents(name, List.of(), Optional.of(new KeyStoreFile(name, bytes, type.get())));
        }
        String text = Pem.text(bytes);
        List<Block> blocks = Pem.isPem(text) ? Pem.blocks(text, name) : List.of(Block.of(label(bytes, name), bytes));
        return new Contents(name, blocks, Optional.empty());
    }

    /** The key store, if that is what it is. */
    Optional<KeyStoreFile> store() {
        return store;
    }

    /**
     * Every certificate, in order; at least one.
     *
     * @param password what opens it if it is a key store
     */
    List<X509Certificate> certificates(Password password) {
        List<X509Certificate> certificates = new ArrayList<>();
        store.ifPresent(file -> certificates.addAll(file.certificates(password)));
        for (Block block : blocks) {
            certificates.addAll(certificates(block));
        }
        if (certificates.isEmpty()) {
            throw new TlsConfigException(
                    name + " holds no certificate" + found(),
                    "a PEM certificate begins with -----BEGIN CERTIFICATE-----");
        }
        return certificates;
    }

    /** Every certificate that can be read, for a bundle which nobody here has made: one bad root spoils no other. */
    List<X509Certificate> readableCertificates() {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Block block : blocks) {
            try {
                certificates.addAll(certificates(block));
            } catch (TlsConfigException e) {
                continue; // trusts one root less, which is safe
            }
        }
        return certificates;
    }

    /**
     * The one private key.
     *
     * @param password what opens it if it is encrypted
     */
    PrivateKey key(Password password) {
        List<Block> keys = blocks.stream().filter(Block::isKey).toList();
        if (keys.size() > 1) {
            throw new TlsConfigException(
                    name + " holds " + keys.size() + " private keys",
                    "leave the one in it that the certificate was made for");
        }
        if (keys.isEmpty()) {
            throw new TlsConfigException(
                    name + " holds no private key" + found(), "a PEM key begins with -----BEGIN PRIVATE KEY-----");
        }
        return PrivateKeys.read(keys.get(0), blocks, name, password);
    }

    private List<X509Certificate> certificates(Block block) {
        return switch (block.label()) {
            case "CERTIFICATE", "X509 CERTIFICATE" -> List.of(certificate(block, block.der(name)));
            // OpenSSL's own: its trust settings follow the certificate
            case "TRUSTED CERTIFICATE" -> List.of(certificate(block, trusted(block)));
            case "PKCS7", "CMS" -> pkcs7(block);
            default -> List.of();
        };
    }

    private byte[] trusted(Block block) {
        try {
            return Der.first(block.der(name)).encoded();
        } catch (NotDer e) {
            throw damaged(block, e);
        }
    }

    private X509Certificate certificate(Block block, byte[] der) {
        try {
            return (X509Certificate) factory().generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw damaged(block, e);
        }
    }

    private List<X509Certificate> pkcs7(Block block) {
        try {
            List<X509Certificate> certificates = new ArrayList<>();
            for (Certificate certificate : factory().generateCertificates(new ByteArrayInputStream(block.der(name)))) {
                certificates.add((X509Certificate) certificate);
            }
            return certificates;
        } catch (CertificateException e) {
            throw damaged(block, e);
        }
    }

    private static CertificateFactory factory() throws CertificateException {
        return CertificateFactory.getInstance("X.509");
    }

    private TlsConfigException damaged(Block block, Exception cause) {
        return new TlsConfigException(
                name + " holds a certificate that cannot be read (block " + block.number() + "): " + cause.getMessage(),
                "look at it: openssl x509 -text -noout -in " + name,
                cause);
    }

    /** What there is instead of what was looked for. */
    private String found() {
        return blocks.isEmpty()
                ? ""
                : blocks.stream().map(Block::label).distinct().collect(Collectors.joining(", ", "; it holds ", ""));
    }

    /** What a structure in DER is, told by how it begins: RFC 5280, 5652, 5958, 8017 appendix A, 5915. */
    private static String label(byte[] bytes, String name) {
        try {
            List<Der> parts = Der.first(bytes).leading(2);
            Der first = parts.get(0);
            int second = parts.get(1).tag();
            if (first.tag() == Der.OBJECT_IDENTIFIER) {
                return "PKCS7";
            }
            if (first.tag() == Der.SEQUENCE) {
                return second == Der.OCTET_STRING ? "ENCRYPTED PRIVATE KEY" : "CERTIFICATE";
            }
            if (first.tag() == Der.INTEGER) {
                return second == Der.SEQUENCE
                        ? "PRIVATE KEY"
                        : second == Der.OCTET_STRING ? "EC PRIVATE KEY" : "RSA PRIVATE KEY";
            }
        } catch (NotDer | IndexOutOfBoundsException e) {
            // not DER: told below
        }
        throw new TlsConfigException(
                bytes.length == 0 ? name + " is empty" : name + " is in no form that can be read",
                "certificates and keys are read from PEM (-----BEGIN …), DER, PKCS#7, PKCS12 and JKS");
    }
}
