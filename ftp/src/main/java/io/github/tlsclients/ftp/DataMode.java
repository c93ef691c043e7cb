package io.github.tlsclients.ftp;

import java.net.InetAddress;
import java.util.Optional;

/** Which side opens the data connections (RFC 959 section 3.2). TLS is the same in both: the client is the client. */
public final class DataMode {
    /** The client opens them, to a port that the server names ({@code EPSV}, or {@code PASV} where there is none). */
    public static final DataMode PASSIVE = new DataMode(false, Optional.empty());

    /**
     * The server opens them, to a port of the address by which the client reaches the server ({@code PORT}, or {@code
     * EPRT} for IPv6). Nobody else's connection to that port is taken.
     */
    public static final DataMode ACTIVE = new DataMode(true, Optional.empty());

    private final boolean active;
    private final Optional<InetAddress> announced;

    private DataMode(boolean active, Optional<InetAddress> announced) {
        this.active = active;
        this.announced = announced;
    }

    /**
     * The server opens them, to an address other than the one that this machine has towards it: the outer address of a
     * NAT, say. If it is one of this machine's own, the port is opened there; otherwise where {@link #ACTIVE} has it.
     *
     * @param announced of the same family, IPv4 or IPv6, as the control connection's
     */
    public static DataMode activeAt(InetAddress announced) {
        return new DataMode(true, Optional.of(announced));
    }

    boolean isActive() {
        return active;
    }

    Optional<InetAddress> announced() {
        return announced;
    }

    @Override
    public String toString() {
        return active
                ? "active"
                        + announced
                                .map(address -> " at " + address.getHostAddress())
                                .orElse("")
                : "passive";
    }
}
