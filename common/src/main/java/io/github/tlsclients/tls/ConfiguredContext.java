package io.github.tlsclients.tls;

import io.github.tlsclients.tls.TlsContext.Live;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.NullUnmarked;

/**
 * An {@link SSLContext} out of which nothing comes unconfigured: its sockets, engines and default parameters all carry
 * the settings, so that a client which is handed the context alone still has all of them, those of the latest reload.
 */
@NullUnmarked // the signatures are JSSE's
final class ConfiguredContext extends SSLContext {
    ConfiguredContext(Supplier<Live> live) {
        super(new Spi(live), live.get().raw().getProvider(), live.get().raw().getProtocol());
    }

    /** Sockets with the settings of what is live when they are made. */
    static SSLSocketFactory factory(Supplier<Live> live) {
        return new Factory(live);
    }

    private static final class Spi extends SSLContextSpi {
        private final Supplier<Live> live;

        Spi(Supplier<Live> live) {
            this.live = live;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new IllegalStateException("this context is made from a TlsConfig and cannot be initialised again");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return factory(live);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("this context is for clients");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            Live now = live.get();
            String bound = now.settings().boundName();
            return bound == null
                    ? now.settings().applyTo(now.raw().createSSLEngine())
                    : engineCreateSSLEngine(bound, -1);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            Live now = live.get();
            return now.settings()
                    .applyTo(now.raw().createSSLEngine(now.settings().nameFor(host), port));
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return live.get().raw().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return live.get().raw().getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return live.get().settings().parametersFor(null);
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return live.get().settings().parametersFor(null);
        }
    }

    private static final class Factory extends SSLSocketFactory {
        private final Supplier<Live> live;

        Factory(Supplier<Live> live) {
            this.live = live;
        }

        @Override
        public Socket createSocket() throws IOException {
            return configured(SSLSocketFactory::createSocket);
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            Live now = live.get();
            String name = now.settings().nameFor(host);
            GuardedSocket tcp = GuardedSocket.under(socket, port);
            Socket layered = now.raw().getSocketFactory().createSocket(tcp, name, port, autoClose);
            return now.settings().applyTo((SSLSocket) layered, tcp);
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(host, port, new InetSocketAddress(0));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return connected(host, port, new InetSocketAddress(localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return configured(raw -> raw.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return configured(raw -> raw.createSocket(host, port, localHost, localPort));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return live.get().settings().parametersFor(null).getCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return live.get().settings().parametersFor(null).getCipherSuites();
        }

        /** Layered too, so that the handshake is bounded. */
        private Socket connected(String host, int port, InetSocketAddress local) throws IOException {
            Socket tcp = new Socket();
            try {
                tcp.bind(local);
                tcp.connect(
                        new InetSocketAddress(host, port),
                        Math.toIntExact(live.get().realised().config().timeout().toMillis()));
                return createSocket(tcp, host, port, true);
            } catch (IOException | RuntimeException e) {
                tcp.close();
                throw e;
            }
        }

        private Socket configured(Maker maker) throws IOException {
            Live now = live.get();
            return now.settings().applyTo((SSLSocket) maker.make(now.raw().getSocketFactory()));
        }

        private interface Maker {
            Socket make(SSLSocketFactory factory) throws IOException;
        }
    }
}
