package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.ftp.DataMode;
import io.github.tlsclients.tls.TlsConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.function.Supplier;

/** How data connections come about. */
final class DataOptions {
    private static final String OWN = "";

    private final Supplier<Optional<String>> active;

    DataOptions(Syntax syntax) {
        active = syntax.option("--active")
                .label("ADDRESS")
                .description(
                        "active mode: the server connects to this machine for data (PORT, EPRT), at ADDRESS",
                        "if that is not the address that the server sees anyway; it must reach it. Otherwise passive")
                .attached(OWN)
                .value(String.class);
    }

    DataMode mode() {
        return active.get().map(DataOptions::active).orElse(DataMode.PASSIVE);
    }

    private static DataMode active(String address) {
        if (address.equals(OWN)) {
            return DataMode.ACTIVE;
        }
        try {
            return DataMode.activeAt(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            throw new TlsConfigException(
                    "there is no address \"" + address + "\" to announce",
                    "an IP address, such as --active=192.0.2.1, or the name of one",
                    e);
        }
    }
}
