package io.github.tlsclients.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Key-exchange groups on the JDK's provider: {@code SSLParameters.setNamedGroups}, which is there from JDK 20 on. */
final class JdkGroups {
    /** The classical groups, which either provider has. */
    static final List<String> KNOWN = List.of(
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
        if (!groups.isEmpty() && SETTER == null) {
            throw new TlsConfigException(
                    "this JDK cannot choose key-exchange groups for a connection",
                    "use JDK 20 or later, or the Bouncy Castle provider: --provider bc");
        }
        return exact(groups, KNOWN, "use the Bouncy Castle provider for it: --provider bc");
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
