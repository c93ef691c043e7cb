package io.github.tlsclients.tls;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest good state of a configuration, for a context and those that are bound to one server each: makes the next
 * one from scratch, swaps it in by one write, and tells whoever listens.
 */
final class Generations {
    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    private final List<Listening> listeners = new CopyOnWriteArrayList<>();
    private volatile Realised now;
    private @Nullable String lastFailure;

    Generations(TlsConfig config) {
        this.now = Realised.of(config, 1);
    }

    Realised now() {
        return now;
    }

    TlsContext.Registration listen(Consumer<ReloadEvent> listener) {
        Listening listening = new Listening(listener);
        listeners.add(listening);
        return listening;
    }

    /**
     * The next generation, or an exception and no change. Listeners are called outside the lock, since nobody knows what
     * they wait for.
     */
    long next(Supplier<TlsConfig> source) {
        Realised next;
        try {
            synchronized (this) {
                next = Realised.of(source.get(), now.generation() + 1);
                now = next;
                lastFailure = null;
            }
        } catch (TlsConfigException e) {
            failed(e);
            throw e;
        } catch (RuntimeException e) {
            TlsConfigException failure = new TlsConfigException(
                    "the configuration cannot be read: " + e.getClass().getSimpleName(),
                    "the exception's cause tells more", // whose message may hold anything, a secret as well
                    e);
            failed(failure);
            throw failure;
        }
        LOG.info("TLS configuration reloaded: generation {}", next.generation());
        tell(new ReloadEvent(next.generation(), Optional.empty()));
        return next.generation();
    }

    /** A failure that repeats, as it does while a file is missing, is told once. */
    private void failed(TlsConfigException failure) {
        String words = failure.getMessage() + " (" + failure.hint() + ")";
        Realised last;
        synchronized (this) {
            if (words.equals(lastFailure)) {
                return;
            }
            lastFailure = words;
            last = now;
        }
        LOG.warn("TLS configuration not reloaded, generation {} stays: {}", last.generation(), words);
        tell(new ReloadEvent(last.generation(), Optional.of(failure)));
    }

    private void tell(ReloadEvent event) {
        for (Listening listening : listeners) {
            try {
                listening.listener.accept(event);
            } catch (RuntimeException | Error e) { // whatever it is, the others are told, and the reload stands
                LOG.warn("a listener failed on the reload to generation {}", event.generation(), e);
            }
        }
    }

    private final class Listening implements TlsContext.Registration {
        private final Consumer<ReloadEvent> listener;

        Listening(Consumer<ReloadEvent> listener) {
            this.listener = listener;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }

    /** A configuration with its files read, once in every generation; {@code files} is what they held at the least. */
    record Realised(TlsConfig config, FileDigests files, ClientKeys keys, ServerTrust trust, long generation) {
        static Realised of(TlsConfig config, long generation) {
            try {
                // looked at before they are read: a change in between is seen as one at the next look
                FileDigests files = FileDigests.of(config.files());
                Realised realised = new Realised(
                        config,
                        files,
                        ClientKeys.of(config.identities(), config.provider()),
                        new ServerTrust(config),
                        generation);
                TlsContext.Live.make(realised, null);
                return realised;
            } catch (GeneralSecurityException e) {
                throw new TlsConfigException(
                        "TLS cannot be set up: " + e.getMessage(), "try the other provider: --provider jdk or bc", e);
            }
        }
    }
}
