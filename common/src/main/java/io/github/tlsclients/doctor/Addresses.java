package io.github.tlsclients.doctor;

import io.github.tlsclients.session.Diagnosis;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.HandshakeWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Which addresses a name has, and which of them take a connection: a client that tries only the first, or only one
 * family, sees one of them alone.
 */
final class Addresses {
    /** Of a name that has more, these stand for the others. */
    private static final int MOST = 8;

    private final Endpoint endpoint;
    private final Resolver resolver;
    private final Duration timeout;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Examination.Address> tried = new ArrayList<>();

    private Addresses(Endpoint endpoint, Resolver resolver, Duration timeout) {
        this.endpoint = endpoint;
        this.resolver = resolver;
        this.timeout = timeout;
    }

    /** Who knows the addresses of a name. */
    @FunctionalInterface
    interface Resolver {
        /** The machine's own. */
        Resolver SYSTEM = InetAddress::getAllByName;

        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** Looks the name up, and connects to each address. */
    static Addresses of(Endpoint endpoint, Resolver resolver, Duration timeout) {
        Addresses addresses = new Addresses(endpoint, resolver, timeout);
        addresses.examine();
        return addresses;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Examination.Address> tried() {
        return tried;
    }

    /** Endpoints at those addresses that take a connection, in the resolver's order. */
    List<Endpoint> reachable() {
        return tried.stream()
                .filter(Examination.Address::connects)
                .filter(address -> !address.address().contains("%")) // a link's own: not to be written in a URI
                .map(address -> endpoint.connectTo(text(address.address(), address.port())))
                .toList();
    }

    boolean anyConnects() {
        return tried.stream().anyMatch(Examination.Address::connects);
    }

    static String text(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private void examine() {
        List<InetAddress> found;
        try {
            found = lookUp();
        } catch (IOException e) {
            TlsException failure = diagnosed(e);
            findings.add(Finding.error(
                    Topic.ADDRESSES,
                    failure.failure(),
                    String.valueOf(failure.getMessage()),
                    failure.hint(),
                    "The name " + endpoint.connectHost() + " cannot be looked up: please check its records in DNS."));
            return;
        }
        found.stream().limit(MOST).forEach(address -> tried.add(connect(address)));
        judge(found.size());
    }

    private Examination.Address connect(InetAddress address) {
        long begun = System.nanoTime();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, endpoint.connectPort()), (int) timeout.toMillis());
            return tried(address, begun, Optional.empty());
        } catch (IOException e) {
            return tried(address, begun, Optional.of(diagnosed(e).failure()));
        }
    }

    private Examination.Address tried(InetAddress address, long begun, Optional<TlsFailure> failure) {
        double millis = (System.nanoTime() - begun) / 1e6;
        return new Examination.Address(address.getHostAddress(), endpoint.connectPort(), millis, failure);
    }

    private void judge(int found) {
        List<Examination.Address> failed =
                tried.stream().filter(address -> !address.connects()).toList();
        String all = tried.stream().map(Examination.Address::address).collect(Collectors.joining(", "));
        String more = found > tried.size() ? " and " + (found - tried.size()) + " more" : "";
        if (failed.isEmpty()) {
            findings.add(Finding.ok(
                    Topic.ADDRESSES,
                    endpoint.connectHost() + " is " + all + more + ": "
                            + (tried.size() == 1 ? "it takes a connection" : "each takes a connection")
                            + " on port " + endpoint.connectPort()));
            return;
        }
        String what = failed.stream()
                .map(address -> text(address.address(), address.port()) + " "
                        + said(address.failure().orElseThrow()))
                .collect(Collectors.joining(", "));
        String owner =
                "Of the addresses that DNS tells for " + endpoint.connectHost() + ", not every one takes connections: "
                        + what + ". Please let the server listen there, or take the address out of DNS.";
        if (failed.size() == tried.size()) {
            TlsFailure failure = failed.get(0).failure().orElseThrow();
            findings.add(Finding.error(
                    Topic.ADDRESSES,
                    failure,
                    what,
                    "check host and port: " + endpoint.protocol().scheme(endpoint.mode()) + " is usually "
                            + endpoint.protocol().defaultPort(endpoint.mode()),
                    "I cannot connect to your server: " + what
                            + ". Please check that it runs, and that no firewall is in" + " between."));
        } else {
            findings.add(Finding.warning(
                    Topic.ADDRESSES,
                    failed.get(0).failure().orElseThrow(),
                    what + "; " + working() + " works",
                    "clients that try this address first wait or fail: let the server listen there, or take it out of DNS",
                    owner));
        }
    }

    private String working() {
        return tried.stream()
                .filter(Examination.Address::connects)
                .map(address -> text(address.address(), address.port()))
                .collect(Collectors.joining(", "));
    }

    private static String said(TlsFailure failure) {
        return switch (failure) {
            case CONNECTION_REFUSED -> "refuses connections";
            case UNREACHABLE -> "cannot be reached";
            case TIMEOUT -> "does not answer in time";
            default -> "fails (" + failure + ")";
        };
    }

    /** Java bounds connecting, and not looking up. */
    private List<InetAddress> lookUp() throws IOException {
        FutureTask<InetAddress[]> question = new FutureTask<>(() -> resolver.addresses(endpoint.connectHost()));
        Thread asking = new Thread(question, "tls-doctor-look-up");
        asking.setDaemon(true);
        asking.start();
        try {
            return List.of(question.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("the resolver does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private TlsException diagnosed(IOException e) {
        return Diagnosis.of(e, endpoint, HandshakeWatch.nothing());
    }
}
