package io.github.tlsclients.tls;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Remembers so many values, and forgets the one that was asked for the longest ago. Thread-safe. */
final class RecentlyUsed<K, V> {
    private final Map<K, V> values;

    RecentlyUsed(int capacity) {
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized V computeIfAbsent(K key, Function<K, V> make) {
        return values.computeIfAbsent(key, make);
    }
}
