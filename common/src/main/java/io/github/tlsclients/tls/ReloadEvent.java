package io.github.tlsclients.tls;

import java.util.Optional;

/**
 * A reload that took place, or one that failed and changed nothing.
 *
 * @param generation the {@linkplain TlsContext#generation() generation} in use from now on: a new one after a success, the
 *     old one after a failure
 * @param failure why nothing changed, without any secret; empty after a success
 */
public record ReloadEvent(long generation, Optional<TlsConfigException> failure) {
    /**
     * Whether new connections use what the files say now.
     *
     * @return false if the last good configuration stays in use
     */
    public boolean succeeded() {
        return failure.isEmpty();
    }
}
