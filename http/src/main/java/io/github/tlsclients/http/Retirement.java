package io.github.tlsclients.http;

import io.github.tlsclients.tls.ReloadEvent;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls off connections that were made before the latest reload of their context, and has the idle ones closed.
 *
 * <p>{@link ConnectionPool#evictAll} alone closes what is idle at that moment: a connection in use would be given further
 * calls as soon as it is free, and one of HTTP/2 at once, for as long as it is never idle. But OkHttp shares connections
 * only among calls that agree on every part of the address, of which the resolver is one, whatever the protocol. So each
 * generation has a resolver of its own: the same one, under another number.
 */
final class Retirement implements Interceptor {
    private final TlsContext context;
    private final Map<ConnectionPool, TlsContext.Registration> pools = new WeakHashMap<>();

    Retirement(TlsContext context) {
        this.context = context;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        evictOnReload(chain.getConnectionPool());
        Dns generation = new Numbered(chain.getDns(), context.generation());
        return chain.withDns(generation).proceed(chain.request());
    }

    /** Lets go of the context, for a client that is used no more. */
    void end() {
        synchronized (pools) {
            pools.values().forEach(TlsContext.Registration::close);
            pools.clear();
        }
    }

    /** Only here does a client say which pool it uses. */
    private void evictOnReload(ConnectionPool pool) {
        synchronized (pools) {
            pools.computeIfAbsent(pool, known -> new Eviction(known).begin(context));
        }
    }

    /** The context may live longer than the client, so it holds no pool; what remains of a lost one goes by itself. */
    private static final class Eviction {
        private final WeakReference<ConnectionPool> pool;
        private TlsContext.@Nullable Registration registration;

        Eviction(ConnectionPool pool) {
            this.pool = new WeakReference<>(pool);
        }

        synchronized TlsContext.Registration begin(TlsContext context) {
            registration = context.onReload(this::reloaded);
            return registration;
        }

        private synchronized void reloaded(ReloadEvent event) {
            ConnectionPool alive = pool.get();
            if (alive != null && event.succeeded()) {
                alive.evictAll();
            } else if (alive == null && registration != null) {
                registration.close();
            }
        }
    }

    private record Numbered(Dns dns, long generation) implements Dns {
        @Override
        public List<InetAddress> lookup(String host) throws UnknownHostException {
            return dns.lookup(host);
        }

        /** Written out, as is {@link #hashCode}: a record's own are made at the first call, which a short run notices. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Numbered same && dns.equals(same.dns) && generation == same.generation;
        }

        @Override
        public int hashCode() {
            return 31 * dns.hashCode() + Long.hashCode(generation);
        }
    }
}
