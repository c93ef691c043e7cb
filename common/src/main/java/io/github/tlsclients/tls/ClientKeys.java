package io.github.tlsclients.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.NullUnmarked;

/**
 * The client's identities as JSSE asks for them: the first that fits the server is shown. Keys stay what they are, so
 * that those of a token work. Tells the {@link HandshakeWatch} when a server asks.
 */
@NullUnmarked // JSSE passes and expects nulls throughout
final class ClientKeys extends X509ExtendedKeyManager {
    private final List<Entry> entries;
    private final TlsProvider provider;
    private final String boundName;

    private ClientKeys(List<Entry> entries, TlsProvider provider, String boundName) {
        this.entries = entries;
        this.provider = provider;
        this.boundName = boundName;
    }

    /**
     * Reads the identities.
     *
     * @throws TlsConfigException if one cannot be had, or is of no use to the provider
     */
    static ClientKeys of(List<Identity> identities, TlsProvider provider) throws GeneralSecurityException {
        List<Entry> entries = new ArrayList<>();
        for (Identity identity : identities) {
            entries.add(Entry.of(identity, provider));
        }
        return new ClientKeys(List.copyOf(entries), provider, null);
    }

    /** What the provider asks; with a name, for the server of that name alone, whatever host a client asks for. */
    KeyManager manager(String name) {
        return provider.keyManager(name == null ? this : new ClientKeys(entries, provider, name));
    }

    /** The certificates that may be shown, best first. */
    List<X509Certificate> leaves() {
        return entries.stream().map(entry -> entry.chain().get(0)).toList();
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
        return choose(keyTypes, issuers, socket instanceof SSLSocket tls ? tls.getHandshakeSession() : null);
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
        return choose(keyTypes, issuers, engine.getHandshakeSession());
    }

    private String choose(String[] keyTypes, Principal[] issuers, SSLSession session) {
        String host = boundName != null ? boundName : session == null ? null : session.getPeerHost();
        int port = session == null ? -1 : session.getPeerPort();
        String chosen = null;
        for (String alias : fitting(keyTypes, issuers)) {
            if (chosen == null && entry(alias).identity().isFor(host, port)) {
                chosen = alias;
            }
        }
        HandshakeWatch.peerWants(chosen != null, chosen == null && !entries.isEmpty());
        return chosen;
    }

    /** The first of these types of key that an entry has. */
    String keyType(String alias, String[] wanted) {
        Set<String> types = entry(alias).keyTypes();
        return Arrays.stream(wanted).filter(types::contains).findFirst().orElse(null);
    }

    @Override
    public String[] getClientAliases(String keyType, Principal[] issuers) {
        List<String> aliases = fitting(new String[] {keyType}, issuers);
        return aliases.isEmpty() ? null : aliases.toArray(new String[0]);
    }

    private List<String> fitting(String[] keyTypes, Principal[] issuers) {
        List<String> aliases = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String alias = Integer.toString(i);
            if (keyType(alias, keyTypes) != null && entry(alias).isIssuedByOneOf(issuers)) {
                aliases.add(alias);
            }
        }
        return aliases;
    }

    private Entry entry(String alias) {
        return entries.get(Integer.parseInt(alias));
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return entry(alias).chain().toArray(X509Certificate[]::new);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return entry(alias).key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return null;
    }

    /** One identity in the forms that the provider signs with and chooses by. */
    private record Entry(Identity identity, PrivateKey key, List<X509Certificate> chain, Set<String> keyTypes) {
        static Entry of(Identity identity, TlsProvider provider) throws GeneralSecurityException {
            ClientKey read = identity.load();
            Validity.require(read);
            PrivateKey key = provider.adopt(read);
            List<X509Certificate> chain = new ArrayList<>();
            for (X509Certificate certificate : read.chain()) {
                chain.add(provider.adopt(certificate));
            }
            return new Entry(identity, key, List.copyOf(chain), provider.keyTypes(chain.get(0)));
        }

        /** A server that names no issuers takes any (RFC 8446 section 4.2.4). */
        boolean isIssuedByOneOf(Principal[] issuers) {
            List<Principal> named = issuers == null ? List.of() : Arrays.asList(issuers);
            return named.isEmpty()
                    || chain.stream().anyMatch(certificate -> named.contains(certificate.getIssuerX500Principal()));
        }
    }
}
