package io.github.tlsclients.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks up names for no longer than an operation may take. The platform's resolver has no timeout that Java could set. */
final class NameLookup {
    private NameLookup() {}

    static List<InetAddress> addresses(String host, OperationClock clock) throws IOException {
        return ServerName.address(host) != null
                ? List.of(InetAddress.getAllByName(host)) // an address is not looked up
                : addresses(host, InetAddress::getAllByName, clock);
    }

    static List<InetAddress> addresses(String host, Resolver resolver, OperationClock clock) throws IOException {
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> resolver.addresses(host));
        Thread thread = new Thread(lookup, "tls-name-lookup"); // ends with the look-up, which nothing else can end
        thread.setDaemon(true);
        long begun = System.nanoTime();
        thread.start();
        try {
            return List.of(lookup.get(clock.left().toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownHostException unknown) {
                throw unknown;
            }
            throw new IOException("looking up " + host + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("looking up " + host + " has taken too long");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while looking up " + host);
        } finally {
            clock.waited(begun, System.nanoTime());
        }
    }

    interface Resolver {
        InetAddress[] addresses(String host) throws Exception;
    }
}
