package io.github.tlsclients.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.SecureRandom;
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
 * the settings, so that a client which is handed the context alone still has all of them.
 */
@NullUnmarked // the signatures are JSSE's
final class ConfiguredContext extends SSLContext {
    ConfiguredContext(SSLContext delegate, SocketSettings settings) {
        super(new Spi(delegate, settings), delegate.getProvider(), delegate.getProtocol());
    }

    private static final class Spi extends SSLContextSpi {
        private final SSLContext delegate;
        private final SocketSettings settings;

        Spi(SSLContext delegate, SocketSettings settings) {
            this.delegate = delegate;
            this.settings = settings;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
            throw new IllegalStateException("this context is made from a TlsConfig and cannot be initialised again");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return new Factory(delegate.getSocketFactory(), settings);
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            throw new UnsupportedOperationException("this context is for clients");
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return settings.boundName() == null
                    ? settings.applyTo(delegate.createSSLEngine())
                    : engineCreateSSLEngine(settings.boundName(), -1);
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return settings.applyTo(delegate.createSSLEngine(settings.nameFor(host), port));
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return delegate.getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return delegate.getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return settings.parametersFor(null);
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return settings.parametersFor(null);
        }
    }

    private static final class Factory extends SSLSocketFactory {
        private final SSLSocketFactory delegate;
        private final SocketSettings settings;

        Factory(SSLSocketFactory delegate, SocketSettings settings) {
            this.delegate = delegate;
            this.settings = settings;
        }

        @Override
        public Socket createSocket() throws IOException {
            return configured(delegate.createSocket());
        }

        @Override
        public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
            return configured(
                    delegate.createSocket(GuardedSocket.under(socket, port), settings.nameFor(host), port, autoClose));
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return configured(delegate.createSocket(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return configured(delegate.createSocket(host, port, localHost, localPort));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return configured(delegate.createSocket(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return configured(delegate.createSocket(host, port, localHost, localPort));
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return settings.parametersFor(null).getCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return settings.parametersFor(null).getCipherSuites();
        }

        private Socket configured(Socket socket) {
            return settings.applyTo((SSLSocket) socket);
        }
    }
}
