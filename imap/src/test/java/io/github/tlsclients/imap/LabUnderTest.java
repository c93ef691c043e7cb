package io.github.tlsclients.imap;

import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;

/** The lab in both modes, with a certificate for localhost. */
public record LabUnderTest(LabCa ca, LabAccount account, ImapLab implicit, ImapLab upgrading)
        implements ServerUnderTest, AutoCloseable {
    /** Starts it. */
    public static LabUnderTest start() throws IOException {
        LabCa ca = LabCa.create();
        LabAccount account = LabAccount.create();
        LabCertificate certificate = ca.issue("localhost", "127.0.0.1", "::1");
        return new LabUnderTest(
                ca,
                account,
                ImapLab.start(TlsMode.IMPLICIT, certificate, account),
                ImapLab.start(TlsMode.STARTTLS, certificate, account));
    }

    @Override
    public int port(TlsMode mode) {
        return (mode == TlsMode.IMPLICIT ? implicit : upgrading).port();
    }

    @Override
    public void close() {
        implicit.close();
        upgrading.close();
    }
}
