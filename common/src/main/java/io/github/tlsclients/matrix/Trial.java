package io.github.tlsclients.matrix;

import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.util.ArrayList;
import java.util.List;

/** What is tried of a pairing. */
public enum Trial {
    /** A typical session: the version asked for, the login, what the protocol is for. */
    SESSION,
    /** A second session, which resumes the first one; with FTP, data connections that resume the control connection. */
    RESUMPTION,
    /** A session with a server that takes no other key exchange than X25519MLKEM768. */
    POST_QUANTUM;

    /** The group of post-quantum trials (draft-ietf-tls-ecdhe-mlkem). */
    static final String HYBRID = "X25519MLKEM768";

    /** {@return the pairings that this is tried of} */
    List<Cell> cells() {
        if (this == SESSION) {
            return Cell.all();
        }
        List<Cell> cells = new ArrayList<>();
        for (TlsMode mode : TlsMode.values()) {
            if (this == POST_QUANTUM) {
                // neither JDK 17 nor 25 has the group, and TLS 1.2 has none of its kind
                cells.add(new Cell(mode, TlsVersion.TLS_1_3, TlsProvider.BOUNCY_CASTLE, KeyType.EC, false));
                continue;
            }
            for (TlsVersion version : TlsVersion.values()) {
                cells.add(new Cell(mode, version, TlsProvider.JDK, KeyType.EC, false));
            }
        }
        return cells;
    }
}
