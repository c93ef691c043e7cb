package io.github.tlsclients.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Signature schemes on the JDK's provider: {@code SSLParameters.setSignatureSchemes}, which is there from JDK 19 on. */
final class JdkSignatures {
    private static final @Nullable MethodHandle SETTER = find();

    private JdkSignatures() {}

    /** Makes these parameters carry one scheme alone, where they can. */
    static SSLParameters set(SSLParameters parameters, String scheme) {
        if (SETTER == null) {
            return parameters;
        }
        try {
            SETTER.invoke(parameters, new String[] {scheme});
            return parameters;
        } catch (Throwable e) {
            throw new IllegalStateException("SSLParameters refused a signature scheme", e);
        }
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            SSLParameters.class,
                            "setSignatureSchemes",
                            MethodType.methodType(void.class, String[].class))
                    .asFixedArity();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
