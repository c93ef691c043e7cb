package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What the JDK holds against single public roots: those whose owners lost the world's trust are good for certificates of
 * before that day alone (the security property {@code jdk.security.caDistrustPolicies}). Its own trust manager is the
 * only way to ask, so it is handed the path that was found.
 */
final class PublicRoots {
    private PublicRoots() {}

    /**
     * Asks about a path that ends in a public root.
     *
     * @throws CertificateException if the JDK refuses it
     */
    static void check(ValidatedPath path, Instant when) throws CertificateException {
        try {
            PKIXBuilderParameters parameters =
                    new PKIXBuilderParameters(Set.of(new TrustAnchor(path.root(), null)), new X509CertSelector());
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(when));
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            ((X509TrustManager) factory.getTrustManagers()[0])
                    .checkServerTrusted(path.certificates().toArray(X509Certificate[]::new), "UNKNOWN");
        } catch (CertificateException e) {
            throw e;
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the JDK cannot be asked about the root", e);
        }
    }
}
