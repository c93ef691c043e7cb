package io.github.tlsclients.ftp.lab;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.apache.ftpserver.ssl.ClientAuth;
import org.apache.ftpserver.ssl.SslConfiguration;
import org.jspecify.annotations.NullUnmarked;

/** One context for both kinds of connection, so that the second can resume the session of the first. */
@NullUnmarked // null stands for the platform's own choice in FtpServer
final class LabTls implements SslConfiguration {
    private final SSLContext context;

    LabTls(SSLContext context) {
        this.context = context;
    }

    @Override
    public SSLSocketFactory getSocketFactory() {
        return new PromptSockets(context.getSocketFactory());
    }

    @Override
    public SSLContext getSSLContext() {
        return context;
    }

    @Override
    public SSLContext getSSLContext(String protocol) {
        return context;
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return null;
    }

    @Override
    public String getEnabledProtocol() {
        return null;
    }

    @Override
    public String[] getEnabledProtocols() {
        return new String[] {"TLSv1.2", "TLSv1.3"};
    }

    @Override
    public ClientAuth getClientAuth() {
        return ClientAuth.NONE; // with client certificates this server loses commands now and then
    }
}
