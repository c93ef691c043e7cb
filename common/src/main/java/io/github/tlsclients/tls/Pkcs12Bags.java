package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * The certificates in a PKCS12 file that stand there without a key. OpenSSL writes them so, and the JDK shows only those
 * that bear an attribute of Java's own.
 */
final class Pkcs12Bags {
    private static final String DATA = "1.2.840.113549.1.7.1";
    private static final String ENCRYPTED_DATA = "1.2.840.113549.1.7.6";
    private static final String CERTIFICATE_BAG = "1.2.840.113549.1.12.10.1.3";
    private static final String X509_CERTIFICATE = "1.2.840.113549.1.9.22.1";
    /** Structures tag their content by number 0: constructed where it is explicit. */
    private static final int EXPLICIT = 0xa0;

    private static final int IMPLICIT = 0x80;

    private final String name;
    private final Password password;

    /**
     * For one file.
     *
     * @param name what errors call it
     */
    Pkcs12Bags(String name, Password password) {
        this.name = name;
        this.password = password;
    }

    /** RFC 7292 sections 4 and 4.1: the file holds one content, which is a list of contents, each a list of bags. */
    List<X509Certificate> certificates(byte[] file) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        byte[] safe = content(Der.of(file).child(1, Der.SEQUENCE));
        for (Der part : Der.of(safe).children()) {
            for (Der bag : Der.of(content(part)).children()) {
                if (bag.child(0, Der.OBJECT_IDENTIFIER).oid().equals(CERTIFICATE_BAG)) {
                    Der value = Der.of(bag.child(1, EXPLICIT).content());
                    if (value.child(0, Der.OBJECT_IDENTIFIER).oid().equals(X509_CERTIFICATE)) {
                        certificates.add(certificate(value.child(1, EXPLICIT)));
                    }
                }
            }
        }
        return certificates;
    }

    /** The bytes of a ContentInfo (RFC 5652 section 3), decrypted (section 8) if need be. */
    private byte[] content(Der info) {
        String type = info.child(0, Der.OBJECT_IDENTIFIER).oid();
        Der value = Der.of(info.child(1, EXPLICIT).content());
        if (type.equals(DATA)) {
            return value.content();
        }
        if (!type.equals(ENCRYPTED_DATA)) {
            throw new Der.NotDer();
        }
        Der encrypted = value.child(1, Der.SEQUENCE);
        Der octets = Der.octets(encrypted.child(2, IMPLICIT).content());
        // a PKCS#8 key is encrypted by the same schemes, and its structure is these two
        byte[] same = Der.sequence(encrypted.child(1, Der.SEQUENCE), octets).encoded();
        return KeyDecryption.of(name, password).pkcs8(same);
    }

    private static X509Certificate certificate(Der value) throws CertificateException {
        byte[] der = Der.of(value.content()).content();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }
}
