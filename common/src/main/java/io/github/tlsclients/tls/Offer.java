package io.github.tlsclients.tls;

import java.util.List;
import java.util.Set;

/**
 * The versions and groups that a configuration comes to. They depend on each other: the hybrid groups are groups of TLS 1.3
 * alone, so that where no other group is left, TLS 1.2 could only agree on something that nobody asked for.
 *
 * @param versions never empty
 * @param groups best first; empty: the provider's own
 * @param fixed whether the groups were asked for, so that a client library may not change them
 * @param hybridOnly whether every group is a hybrid one, so that no other key exchange may be agreed on
 */
record Offer(Set<TlsVersion> versions, List<String> groups, boolean fixed, boolean hybridOnly) {
    /** @throws TlsConfigException if a group cannot be had, or versions, suites and groups exclude each other */
    static Offer of(TlsConfig config) {
        List<String> groups = config.provider().requireGroups(config.groups());
        if (config.postQuantumRequired()) {
            groups = hybrids(config, groups);
        }
        if (groups.isEmpty()) {
            return new Offer(config.versions(), config.provider().preferredGroups(), false, false);
        }
        if (!groups.stream().allMatch(NamedGroups::isHybrid)) {
            return new Offer(config.versions(), groups, true, false);
        }
        if (!config.versions().contains(TlsVersion.TLS_1_3)) {
            throw new TlsConfigException(
                    "post-quantum key exchange is a part of TLS 1.3, which is switched off",
                    "allow it: --tls 1.3, or leave --tls out");
        }
        return new Offer(Set.of(TlsVersion.TLS_1_3), groups, true, true);
    }

    private static List<String> hybrids(TlsConfig config, List<String> groups) {
        for (String group : groups) {
            if (!NamedGroups.isHybrid(group)) {
                throw new TlsConfigException(
                        "post-quantum key exchange is required, and the group " + group + " is not post-quantum",
                        "take it out of --groups, or leave --groups out");
            }
        }
        if (!config.cipherSuites().isEmpty()
                && config.cipherSuites().stream().allMatch(suite -> suite.contains("_WITH_"))) {
            throw new TlsConfigException(
                    "post-quantum key exchange is required, and none of the cipher suites is one of TLS 1.3",
                    "add one, such as TLS_AES_256_GCM_SHA384, or leave the cipher suites out");
        }
        return groups.isEmpty() ? config.provider().hybridGroups() : groups;
    }
}
