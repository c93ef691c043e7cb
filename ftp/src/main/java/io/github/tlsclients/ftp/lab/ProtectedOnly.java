package io.github.tlsclients.ftp.lab;

import java.util.Set;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.ftplet.FtpSession;
import org.apache.ftpserver.ftplet.FtpletResult;
import org.apache.ftpserver.listener.Listener;
import org.apache.mina.filter.ssl.SslFilter;

/**
 * Refuses what FtpServer takes by itself: logins before TLS, commands in clear behind {@code AUTH TLS}, and data
 * connections without protection.
 */
final class ProtectedOnly extends DefaultFtplet {
    private static final Set<String> BEFORE_TLS = Set.of("AUTH", "FEAT", "QUIT");

    private final Listener listener;

    ProtectedOnly(Listener listener) {
        this.listener = listener;
    }

    @Override
    public FtpletResult beforeCommand(FtpSession session, FtpRequest request) throws FtpException, java.io.IOException {
        String command = request.getCommand();
        if (!session.isSecure() && !BEFORE_TLS.contains(command)) {
            session.write(new DefaultFtpReply(530, "AUTH TLS comes first"));
            return FtpletResult.SKIP;
        }
        if (session.isSecure() && !shookHands(session)) {
            return FtpletResult.DISCONNECT; // came in clear, in one piece with AUTH TLS
        }
        if (command.equals("PROT") && !"P".equalsIgnoreCase(request.getArgument())) {
            session.write(new DefaultFtpReply(534, "data connections are protected here: PROT P"));
            return FtpletResult.SKIP;
        }
        return super.beforeCommand(session, request);
    }

    /** A session counts as secure from AUTH on; the handshake's end is noted on the connection below it. */
    private boolean shookHands(FtpSession session) {
        return listener.getActiveSessions().stream()
                .filter(connection -> connection.getSessionId().equals(session.getSessionId()))
                .anyMatch(connection -> connection.containsAttribute(SslFilter.SSL_SECURED));
    }
}
