package io.github.tlsclients.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.NullUnmarked;

/** The client's identity as JSSE wants it; tells the {@link HandshakeWatch} when a server asks for it. */
@NullUnmarked // JSSE passes and expects nulls throughout
final class ClientKeys extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager delegate;

    private ClientKeys(X509ExtendedKeyManager delegate) {
        this.delegate = delegate;
    }

    static ClientKeys of(List<Identity> identities, TlsProvider provider) throws GeneralSecurityException {
        char[] password = "in memory only".toCharArray();
        KeyStore store = provider.newKeyStore();
        try {
            store.load(null, password);
        } catch (IOException e) {
            throw new IllegalStateException("an empty key store reads nothing", e);
        }
        if (!identities.isEmpty()) {
            ClientKey identity = identities.get(0).load();
            Validity.require(identity);
            List<X509Certificate> chain = identity.chain();
            X509Certificate[] adopted = new X509Certificate[chain.size()];
            for (int i = 0; i < adopted.length; i++) {
                adopted[i] = provider.adopt(chain.get(i));
            }
            store.setKeyEntry("client", provider.adopt(identity.key()), password, adopted);
        }
        KeyManagerFactory factory = provider.newKeyManagerFactory();
        factory.init(store, password);
        return new ClientKeys((X509ExtendedKeyManager) factory.getKeyManagers()[0]);
    }

    @Override
    public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return noted(delegate.chooseClientAlias(keyType, issuers, socket));
    }

    @Override
    public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
        return noted(delegate.chooseEngineClientAlias(keyType, issuers, engine));
    }

    private static String noted(String alias) {
        HandshakeWatch.peerWants(alias != null);
        return alias;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return delegate.getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return delegate.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return delegate.getPrivateKey(alias);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
