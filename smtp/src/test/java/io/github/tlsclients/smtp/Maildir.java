package io.github.tlsclients.smtp;

import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;

/** Where the servers in containers put ada's mail. */
final class Maildir {
    private Maildir() {}

    /** The message with this id. Servers deliver a moment after they have taken a message over. */
    static byte[] find(ServerContainer server, String messageId) throws IOException {
        String find = "for i in $(seq 1200); do grep -rlF '" + messageId
                + "' /home/ada/Maildir/new 2>/dev/null && exit; sleep 0.1; done; exit 1";
        return server.copyFrom(server.exec("sh", "-c", find).strip());
    }
}
