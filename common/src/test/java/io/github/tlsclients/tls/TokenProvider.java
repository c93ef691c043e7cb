package io.github.tlsclients.tls;

import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.Certificate;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A security token, as PKCS#11 shows one: its keys sign and cannot be exported, and it is a key store. */
final class TokenProvider extends Provider {
    private static final long serialVersionUID = 1L;
    /** What SunPKCS11 has. */
    private static final List<String> SIGNATURES = List.of(
            "SHA256withRSA",
            "SHA384withRSA",
            "SHA512withRSA",
            "RSASSA-PSS",
            "SHA256withRSASSA-PSS",
            "SHA384withRSASSA-PSS",
            "SHA512withRSASSA-PSS",
            "NONEwithECDSA",
            "SHA256withECDSA",
            "SHA384withECDSA",
            "SHA512withECDSA");

    TokenProvider() {
        super("TestToken", "1", "keys that cannot be exported");
        for (String algorithm : SIGNATURES) {
            putService(new SignatureService(this, algorithm));
        }
    }

    /** A store of this token with one key. */
    KeyStore store(String alias, PrivateKey key, List<? extends Certificate> chain) throws Exception {
        KeyStore store = new KeyStore(new TokenStore(), this, "TOKEN") {};
        store.load(null, null);
        store.setKeyEntry(alias, key, null, chain.toArray(Certificate[]::new));
        return store;
    }

    /** All that a program sees of a key. */
    private static class TokenKey implements PrivateKey {
        private static final long serialVersionUID = 1L;

        private final transient PrivateKey secret;

        TokenKey(PrivateKey secret) {
            this.secret = secret;
        }

        @Override
        public String getAlgorithm() {
            return secret.getAlgorithm();
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }

    /** A token tells the modulus, which is public; SunJSSE wants to know how long it is. */
    private static final class RsaTokenKey extends TokenKey implements RSAKey {
        private static final long serialVersionUID = 1L;

        private final BigInteger modulus;

        RsaTokenKey(RSAPrivateKey secret) {
            super(secret);
            this.modulus = secret.getModulus();
        }

        @Override
        public BigInteger getModulus() {
            return modulus;
        }
    }

    private static final class SignatureService extends Service {
        SignatureService(Provider provider, String algorithm) {
            super(provider, "Signature", algorithm, TokenSignature.class.getName(), null, null);
        }

        @Override
        public boolean supportsParameter(Object parameter) {
            return parameter instanceof TokenKey;
        }

        @Override
        public Object newInstance(Object parameter) {
            return new TokenSignature(getAlgorithm());
        }
    }

    private static final class TokenSignature extends SignatureSpi {
        private final Signature inside;

        TokenSignature(String algorithm) {
            try {
                inside = algorithm.endsWith("ECDSA")
                        ? Signature.getInstance(algorithm, "SunEC")
                        : Signature.getInstance(algorithm.replaceFirst(".*RSASSA", "RSASSA"), "SunRsaSign");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            inside.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!(key instanceof TokenKey token)) {
                throw new InvalidKeyException("not of this token");
            }
            inside.initSign(token.secret);
        }

        @Override
        protected void engineUpdate(byte b) throws SignatureException {
            inside.update(b);
        }

        @Override
        protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
            inside.update(bytes, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            return inside.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signature) throws SignatureException {
            return inside.verify(signature);
        }

        @Override
        protected void engineSetParameter(AlgorithmParameterSpec parameters) throws InvalidAlgorithmParameterException {
            inside.setParameter(parameters);
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void engineSetParameter(String name, Object value) {
            throw new UnsupportedOperationException();
        }

        @Override
        @SuppressWarnings("deprecation")
        protected Object engineGetParameter(String name) {
            throw new UnsupportedOperationException();
        }
    }

    @NullUnmarked // JCA's nulls
    private static final class TokenStore extends KeyStoreSpi {
        private final Map<String, TokenKey> keys = new LinkedHashMap<>();
        private final Map<String, Certificate[]> chains = new LinkedHashMap<>();

        @Override
        public Key engineGetKey(String alias, char[] password) {
            return keys.get(alias);
        }

        @Override
        public Certificate[] engineGetCertificateChain(String alias) {
            return chains.get(alias);
        }

        @Override
        public Certificate engineGetCertificate(String alias) {
            return chains.containsKey(alias) ? chains.get(alias)[0] : null;
        }

        @Override
        public Date engineGetCreationDate(String alias) {
            return new Date();
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {
            keys.put(alias, key instanceof RSAPrivateKey rsa ? new RsaTokenKey(rsa) : new TokenKey((PrivateKey) key));
            chains.put(alias, chain.clone());
        }

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineSetCertificateEntry(String alias, Certificate certificate) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineDeleteEntry(String alias) {
            throw new NoSuchElementException(alias);
        }

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.enumeration(keys.keySet());
        }

        @Override
        public boolean engineContainsAlias(String alias) {
            return keys.containsKey(alias);
        }

        @Override
        public int engineSize() {
            return keys.size();
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return keys.containsKey(alias);
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return false;
        }

        @Override
        public String engineGetCertificateAlias(Certificate certificate) {
            return null;
        }

        @Override
        public void engineStore(OutputStream out, char[] password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void engineLoad(InputStream in, char[] password) {
            // nothing to read: it is in the token
        }
    }
}
