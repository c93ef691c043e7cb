package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.ftp.FtpUpgrade;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Upgrade;
import java.util.List;
import java.util.Optional;

/** FTP as a doctor must know it. */
final class FtpDialect implements Dialect {
    @Override
    public Upgrade upgrade(Endpoint endpoint) {
        return new FtpUpgrade();
    }

    @Override
    public String farewell(Endpoint endpoint) {
        return "QUIT\r\n";
    }

    @Override
    public Optional<String> clearLogin(List<String> transcript) {
        return Optional.empty();
    }

    /** USER is taken or refused when it is said, and nothing but the upgrade is said in clear. */
    @Override
    public boolean announcesLogins() {
        return false;
    }

    @Override
    public boolean hasDataChannel() {
        return true;
    }

    @Override
    public List<DataChannel> dataChannels(Endpoint endpoint, TlsContext context, String user, char[] password)
            throws TlsException {
        try (FtpSession session = FtpSession.connect(endpoint, context)) {
            session.login(user, password);
            session.list("");
            return session.report().dataChannels();
        }
    }
}
