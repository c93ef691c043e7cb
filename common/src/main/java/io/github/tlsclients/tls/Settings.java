package io.github.tlsclients.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The settings that count, strongest first: a profile's keys go before the general ones, whatever source they stand in,
 * and of equal keys the stronger source's.
 *
 * @param layers each the keys of one scope in one source
 */
record Settings(List<Map<TlsKey, Setting>> layers) {
    /** The settings of the keys that one of these leads, best first. */
    static Settings of(List<PropertySource> sources, String... scopes) {
        List<Map<TlsKey, Setting>> layers = new ArrayList<>();
        for (String scope : scopes) {
            for (PropertySource source : sources) {
                Map<TlsKey, Setting> layer = new EnumMap<>(TlsKey.class);
                for (TlsKey key : TlsKey.values()) {
                    Setting setting = source.entries().get(source.spelling().apply(scope + key.text()));
                    if (setting != null) {
                        layer.put(key, setting);
                    }
                }
                layers.add(layer);
            }
        }
        return new Settings(layers);
    }

    Optional<Setting> value(TlsKey key) {
        return layers.stream()
                .flatMap(layer -> Stream.ofNullable(layer.get(key)))
                .findFirst();
    }

    /**
     * The settings of keys that belong together: the strongest place that has one of them decides about all. Otherwise
     * the roots that a profile names would be trusted beside the general ones, and not instead of them.
     */
    Settings together(TlsKey... family) {
        return new Settings(layers.stream()
                .filter(layer -> Arrays.stream(family).anyMatch(layer::containsKey))
                .limit(1)
                .toList());
    }

    /** Whether there is anything. */
    boolean isPresent() {
        return layers.stream().anyMatch(layer -> !layer.isEmpty());
    }
}
