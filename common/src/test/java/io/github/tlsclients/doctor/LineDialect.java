package io.github.tlsclients.doctor;

import io.github.tlsclients.session.SessionReport.DataChannel;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.tls.UpgradeException;
import io.github.tlsclients.tls.UpgradeException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A protocol of one line: the server says whether it offers TLS. Who logs in shows on which connections. */
final class LineDialect implements Dialect {
    private boolean loggedIn;

    boolean loggedIn() {
        return loggedIn;
    }

    @Override
    public Upgrade upgrade(Endpoint endpoint) {
        return LineDialect::ask;
    }

    private static void ask(ClearText clear) throws IOException {
        String line = clear.readLine();
        if (!line.startsWith("TLS")) {
            throw new UpgradeException(Reason.NOT_OFFERED, "the server does not offer TLS");
        }
    }

    @Override
    public String farewell(Endpoint endpoint) {
        return "bye\n";
    }

    @Override
    public Optional<String> clearLogin(List<String> transcript) {
        return transcript.stream().filter(line -> line.endsWith("LOGIN")).findFirst();
    }

    @Override
    public boolean hasDataChannel() {
        return true;
    }

    @Override
    public List<DataChannel> dataChannels(Endpoint endpoint, TlsContext context, String user, char[] password) {
        loggedIn = true;
        return List.of(new DataChannel("LIST", "TLSv1.3", Optional.empty(), true, 1));
    }
}
