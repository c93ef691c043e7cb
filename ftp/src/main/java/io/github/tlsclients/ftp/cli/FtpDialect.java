package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.ftp.FtpUpgrade;
import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** FTP as a doctor must know it. */
final class FtpDialect implements Dialect {
    /** Nobody's: whether a password is asked for is all that is to be seen. */
    private static final String NOBODY = "tls-doctor";

    @Override
    public Upgrade upgrade(Endpoint endpoint) {
        return new FtpUpgrade();
    }

    @Override
    public String farewell(Endpoint endpoint) {
        return "QUIT\r\n";
    }

    /** FTP announces no logins, so nobody's name is given: a server that wants TLS first says so. */
    @Override
    public Optional<Upgrade> clearQuestion() {
        return Optional.of(FtpDialect::ask);
    }

    private static void ask(ClearText clear) throws IOException {
        reply(clear);
        clear.send("USER " + NOBODY);
        reply(clear);
        clear.send("QUIT");
        throw new UpgradeException(Reason.NOT_OFFERED, "it was not asked for");
    }

    /** To the end of its last line (RFC 959 section 4.2). */
    private static void reply(ClearText clear) throws IOException {
        String first = clear.readLine();
        if (first.startsWith("-", 3)) {
            String end = first.substring(0, 3) + " ";
            String line;
            do {
                line = clear.readLine(); // which refuses a reply that has no end
            } while (!line.startsWith(end));
        }
    }

    @Override
    public Optional<String> clearLogin(List<String> transcript) {
        int asked = transcript.indexOf("C: USER " + NOBODY);
        return transcript.stream()
                .skip(asked + 1L)
                .filter(line -> asked >= 0 && (line.startsWith("S: 331") || line.startsWith("S: 230")))
                .map(line -> "USER is answered " + line.substring("S: ".length()))
                .findFirst();
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
