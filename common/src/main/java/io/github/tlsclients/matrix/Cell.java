package io.github.tlsclients.matrix;

import io.github.tlsclients.lab.LabCa.KeyType;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One pairing of a client and a server.
 *
 * @param mode how TLS begins
 * @param version the only version that the client offers
 * @param provider whose TLS the client uses
 * @param key the type of the server's key
 * @param clientCertificate whether the server lets nobody in without one
 */
public record Cell(TlsMode mode, TlsVersion version, TlsProvider provider, KeyType key, boolean clientCertificate) {
    /** The server keys that are tried. */
    static final List<KeyType> KEYS = List.of(KeyType.RSA, KeyType.EC, KeyType.ED25519);

    /** {@return every pairing with one server} */
    static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (KeyType key : KEYS) {
            for (boolean clientCertificate : new boolean[] {false, true}) {
                for (TlsMode mode : TlsMode.values()) {
                    for (TlsVersion version : TlsVersion.values()) {
                        for (TlsProvider provider : TlsProvider.values()) {
                            cells.add(new Cell(mode, version, provider, key, clientCertificate));
                        }
                    }
                }
            }
        }
        return cells;
    }

    /** {@return the value of each dimension, in the order of the components} */
    List<Object> values() {
        return List.of(mode, version, provider, key, clientCertificate);
    }

    @Override
    public String toString() {
        return String.join(
                ", ",
                mode.name().toLowerCase(Locale.ROOT),
                version.jsseName(),
                provider == TlsProvider.JDK ? "JDK" : "Bouncy Castle",
                key.text() + " key",
                clientCertificate ? "client certificate required" : "no client certificate");
    }
}
