package io.github.tlsclients.ftp;

import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsProvider;

/** What post-quantum key exchange, which is a part of TLS 1.3 alone, means for the sessions of FTP. */
final class PostQuantum {
    private PostQuantum() {}

    /** Whether no session of this configuration can be a classical one. */
    static boolean isWanted(TlsConfig config) {
        return config.postQuantumRequired()
                || !config.groups().isEmpty() && config.groups().stream().allMatch(group -> group.contains("MLKEM"));
    }

    /** Whether its sessions can be resumed: Bouncy Castle's of TLS 1.3 cannot. */
    static boolean resumes(TlsConfig config) {
        return config.provider() != TlsProvider.BOUNCY_CASTLE || !isWanted(config);
    }
}
