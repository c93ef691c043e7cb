package io.github.tlsclients.imap.cli;

import io.github.tlsclients.cli.GuessingGame;
import io.github.tlsclients.imap.ImapSession;
import io.github.tlsclients.imap.lab.ImapLab;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which folder does somebody look into? The names are of one length, so that the commands are. */
final class FoldersGame implements GuessingGame {
    private static final Map<String, Integer> MESSAGES = new LinkedHashMap<>();

    static {
        MESSAGES.put("Doctor", 4);
        MESSAGES.put("Lawyer", 13);
        MESSAGES.put("Priest", 8);
    }

    private final LabAccount account;
    private final ImapLab server;

    FoldersGame(LabCertificate certificate, LabAccount account) throws IOException {
        this.account = account;
        server = ImapLab.start(TlsMode.IMPLICIT, certificate, account);
        MESSAGES.forEach(server::addMailbox);
    }

    @Override
    public String title() {
        return "three folders, listed by IMAP";
    }

    @Override
    public List<String> things() {
        return List.copyOf(MESSAGES.keySet());
    }

    @Override
    public void fetch(String folder, TlsContext context) throws TlsException {
        Endpoint endpoint = Endpoint.of(Protocol.IMAP, TlsMode.IMPLICIT, "localhost", server.port());
        try (ImapSession session = ImapSession.connect(endpoint, context)) {
            session.login(account.user(), account.password().toCharArray());
            session.messages(folder);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
