package io.github.tlsclients.http.lab;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;

/** The embedded servers: {@code /}, {@code /big}, {@code /moved}, and {@code /private} for the lab's account. */
public final class HttpLab {
    private HttpLab() {}

    /** Starts a server on the loopback address. Neither mode answers anything in clear. */
    public static LabServer start(TlsMode mode, LabCertificate certificate, LabAccount account) throws IOException {
        return start(mode, certificate, account, List.of());
    }

    /** The same, asking each client for a certificate of these roots; one that shows none is served too. */
    public static LabServer start(
            TlsMode mode, LabCertificate certificate, LabAccount account, List<X509Certificate> clientRoots)
            throws IOException {
        LabSite site = new LabSite(account);
        return mode == TlsMode.IMPLICIT
                ? HttpsLab.start(certificate.serverContext(clientRoots), site, !clientRoots.isEmpty())
                : UpgradeLab.start(certificate.serverContext(clientRoots), site, !clientRoots.isEmpty());
    }

    /** Starts a server that answers in clear, as one does that never heard of RFC 2817 or was made to seem so. */
    public static ScriptedServer startStripped() throws IOException {
        return ScriptedServer.start("", line -> line.isEmpty() ? "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n" : "");
    }
}
