package io.github.tlsclients.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** Key-exchange groups on the JDK's provider: {@code SSLParameters.setNamedGroups}, which is there from JDK 20 on. */
final class JdkGroups {
    /** The classical groups, which either provider has. */
    static final List<String> CLASSICAL = List.of(
            "x25519",
            "secp256r1",
            "secp384r1",
            "secp521r1",
            "x448",
            "ffdhe2048",
            "ffdhe3072",
            "ffdhe4096",
            "ffdhe6144",
            "ffdhe8192");

    private static final @Nullable MethodHandle SETTER =
            find("setNamedGroups", MethodType.methodType(void.class, String[].class));
    private static final @Nullable MethodHandle GETTER = find("getNamedGroups", MethodType.methodType(String[].class));

    private JdkGroups() {}

    /** The groups by their exact names; an error for one that this JDK has not. */
    static List<String> require(List<String> groups) {
        for (String group : groups) {
            if (NamedGroups.HYBRID.stream().anyMatch(group::equalsIgnoreCase)
                    && hybrids().stream().noneMatch(group::equalsIgnoreCase)) {
                throw noHybrid("the key-exchange group " + group);
            }
        }
        if (!groups.isEmpty() && SETTER == null) {
            throw new TlsConfigException(
                    "this JDK cannot choose key-exchange groups for a connection",
                    "use JDK 20 or later, or the Bouncy Castle provider: --provider bc");
        }
        List<String> known =
                Stream.concat(hybrids().stream(), CLASSICAL.stream()).toList();
        return exact(groups, known, "use the Bouncy Castle provider for it: --provider bc");
    }

    /** Those of this JDK that are post-quantum; an error if there are none. */
    static List<String> requireHybrids() {
        if (hybrids().isEmpty()) {
            throw noHybrid("post-quantum key exchange");
        }
        return hybrids();
    }

    private static TlsConfigException noHybrid(String wanted) {
        return new TlsConfigException(
                "the TLS of this JDK, " + Runtime.version().feature() + ", has no such thing as " + wanted,
                "use the Bouncy Castle provider: --provider bc; or JDK 27, whose own TLS has X25519MLKEM768");
    }

    private static List<String> hybrids() {
        return SETTER == null ? List.of() : Hybrids.OFFERED;
    }

    /** Found out at first need. */
    private static final class Hybrids {
        static final List<String> OFFERED =
                NamedGroups.HYBRID.stream().filter(JdkGroups::offers).toList();
    }

    /** Whether this JDK knows a group; it drops those that it does not know, so only what it would send can tell. */
    static boolean offers(String group) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null); // no trust, so that no root is read either
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(true);
            SSLParameters parameters = set(engine.getSSLParameters(), List.of(group));
            parameters.setProtocols(new String[] {TlsVersion.TLS_1_3.jsseName()});
            engine.setSSLParameters(parameters);
            return Hello.of(engine).groups().stream().map(NamedGroups::name).anyMatch(group::equals);
        } catch (SSLException | GeneralSecurityException | IllegalArgumentException e) {
            return false; // nothing is left to offer
        }
    }

    /** Makes these parameters carry the groups, where they can. */
    static SSLParameters set(SSLParameters parameters, List<String> groups) {
        if (groups.isEmpty() || SETTER == null) {
            return parameters;
        }
        try {
            SETTER.invoke(parameters, groups.toArray(String[]::new));
            return parameters;
        } catch (Throwable e) {
            throw new IllegalStateException("SSLParameters refused its own groups", e);
        }
    }

    /** The groups that these parameters carry; empty where they carry none or cannot. */
    static List<String> of(SSLParameters parameters) {
        if (GETTER == null) {
            return List.of();
        }
        try {
            String[] groups = (String[]) GETTER.invoke(parameters);
            return groups == null ? List.of() : List.of(groups);
        } catch (Throwable e) {
            throw new IllegalStateException("SSLParameters do not tell their groups", e);
        }
    }

    /** Group names as the provider spells them, whatever their case. */
    static List<String> exact(List<String> groups, List<String> known, String hint) {
        List<String> exact = new ArrayList<>();
        for (String group : groups) {
            exact.add(known.stream()
                    .filter(group::equalsIgnoreCase)
                    .findFirst()
                    .orElseThrow(() -> new TlsConfigException(
                            "key-exchange group \"" + group + "\" is not one of " + String.join(", ", known), hint)));
        }
        return exact;
    }

    private static @Nullable MethodHandle find(String name, MethodType type) {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(SSLParameters.class, name, type)
                    .asFixedArity();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
