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

    /** Postfix' processes read the list when they start. Returns when those of before are gone, which is a moment later. */
    public void putInto(ServerContainer postfix) throws IOException {
        String list = "echo " + fingerprint + " ada >/etc/postfix/relay_clientcerts && postfix reload";
        String gone = "for i in $(seq 200); do grep -qsx smtpd /proc/[0-9]*/comm || exit 0; sleep 0.1; done; exit 1";
        postfix.exec("sh", "-c", list + " && " + gone);
    }
}
