package io.github.tlsclients.smtp;

import io.github.tlsclients.containers.ServerContainer;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The client certificate that may send without a login, as Postfix wants to have it listed.
 *
 * @param fingerprint the SHA-256 of the whole certificate
 */
public record RelayList(String fingerprint) {
    /** The list of this one certificate. */
    public static RelayList of(LabCertificate certificate) {
        try {
            byte[] whole = certificate.chain().get(0).getEncoded();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(whole);
            return new RelayList(HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256, and encodes its certificates", e);
        }
    }

    /** Postfix' processes read the list when they start, so they are started anew. */
    public void putInto(ServerContainer postfix) throws IOException {
        postfix.exec("sh", "-c", "echo " + fingerprint + " ada >/etc/postfix/relay_clientcerts && postfix reload");
    }
}
