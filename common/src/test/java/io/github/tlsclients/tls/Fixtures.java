package io.github.tlsclients.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** Keys and certificates as OpenSSL and keytool write them: the files that src/test/resources/material/make.sh makes. */
final class Fixtures {
    static final String PASSWORD = "open sesame";

    private Fixtures() {}

    static Material material(String name) {
        return Material.resource(Fixtures.class, "/material/" + name);
    }

    static byte[] bytes(String name) {
        return material(name).read();
    }

    static String text(String name) {
        return new String(bytes(name), StandardCharsets.ISO_8859_1);
    }

    static char[] password() {
        return PASSWORD.toCharArray();
    }

    static X509Certificate certificate(String name) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes(name)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The root that has issued them all. */
    static X509Certificate root() {
        return certificate("ca.crt");
    }
}
