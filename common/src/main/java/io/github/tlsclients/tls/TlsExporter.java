package io.github.tlsclients.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The channel binding tls-exporter (RFC 9266). The JDK's provider tells it from JDK 25 on; Bouncy Castle's (1.84) forgets the
 * secrets that it comes from as soon as the handshake is over. In TLS 1.3 alone: servers take it for what it is there, and
 * for TLS 1.2 they have tls-unique (RFC 9266 section 3), which no JDK tells.
 */
final class TlsExporter {
    private static final String LABEL = "EXPORTER-Channel-Binding";
    private static final int LENGTH = 32;
    private static final @Nullable MethodHandle EXPORT = find();

    private TlsExporter() {}

    static Optional<byte[]> of(SSLSession connected) {
        boolean defined = connected.getProtocol().equals(TlsVersion.TLS_1_3.jsseName());
        if (EXPORT == null || !defined || !(connected instanceof ExtendedSSLSession session)) {
            return Optional.empty();
        }
        try {
            return Optional.of((byte[]) EXPORT.invoke(session, LABEL, new byte[0], LENGTH));
        } catch (SSLException | UnsupportedOperationException e) {
            return Optional.empty(); // another provider
        } catch (Throwable e) {
            throw new IllegalStateException("this session cannot be asked for keying material", e);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            ExtendedSSLSession.class,
                            "exportKeyingMaterialData",
                            MethodType.methodType(byte[].class, String.class, byte[].class, int.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
