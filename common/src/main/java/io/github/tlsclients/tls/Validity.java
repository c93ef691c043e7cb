package io.github.tlsclients.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;

/** The dates of a client's own chain, which a server would refuse it for. */
final class Validity {
    private Validity() {}

    /**
     * Requires every certificate of the chain to be valid now, but for a root, whose dates no server looks at.
     *
     * @throws TlsConfigException that names the source, the certificate and the date
     */
    static void require(ClientKey key) {
        Instant now = Instant.now();
        for (X509Certificate certificate : key.chain()) {
            Instant start = certificate.getNotBefore().toInstant();
            Instant end = certificate.getNotAfter().toInstant();
            boolean expired = now.isAfter(end);
            boolean root = CertificateNames.selfIssued(certificate) && !certificate.equals(key.leaf());
            if (!root && (expired || now.isBefore(start))) {
                String subject = certificate.getSubjectX500Principal().getName();
                throw new TlsConfigException(
                        key.source() + " holds a certificate that is not valid" + (expired ? " since " : " before ")
                                + (expired ? end : start) + ": " + subject,
                        expired ? "renew it" : "wait until then, or set the clock");
            }
        }
    }
}
