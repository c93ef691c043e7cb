package io.github.tlsclients.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import org.bouncycastle.jsse.BCX509ExtendedKeyManager;
import org.bouncycastle.jsse.BCX509Key;
import org.jspecify.annotations.NullUnmarked;

/**
 * {@link ClientKeys} as Bouncy Castle asks for them. It would ask a plain key manager for one type of key after the
 * other, and the order of its types would go before that of the identities.
 */
@NullUnmarked // JSSE passes and expects nulls throughout
final class BouncyCastleKeys extends BCX509ExtendedKeyManager {
    private final ClientKeys keys;

    BouncyCastleKeys(ClientKeys keys) {
        this.keys = keys;
    }

    @Override
    public BCX509Key chooseClientKeyBC(String[] keyTypes, Principal[] issuers, Socket socket) {
        return key(keys.chooseClientAlias(keyTypes, issuers, socket), keyTypes);
    }

    @Override
    public BCX509Key chooseEngineClientKeyBC(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return key(keys.chooseEngineClientAlias(keyTypes, issuers, engine), keyTypes);
    }

    @Override
    protected BCX509Key getKeyBC(String keyType, String alias) {
        return key(alias, keyType);
    }

    private BCX509Key key(String alias, String... keyTypes) {
        return alias == null
                ? null
                : new Key(keys.keyType(alias, keyTypes), keys.getPrivateKey(alias), keys.getCertificateChain(alias));
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return keys.chooseClientAlias(keyTypes, issuers, socket);
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return keys.chooseEngineClientAlias(keyTypes, issuers, engine);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        return keys.getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(alias);
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    private static final class Key implements BCX509Key {
        private final String keyType;
        private final PrivateKey privateKey;
        private final X509Certificate[] chain;

        Key(String keyType, PrivateKey privateKey, X509Certificate[] chain) {
            this.keyType = keyType;
            this.privateKey = privateKey;
            this.chain = chain;
        }

        @Override
        public String getKeyType() {
            return keyType;
        }

        @Override
        public PrivateKey getPrivateKey() {
            return privateKey;
        }

        @Override
        public X509Certificate[] getCertificateChain() {
            return chain.clone();
        }
    }
}
