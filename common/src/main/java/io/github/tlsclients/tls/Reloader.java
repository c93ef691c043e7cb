package io.github.tlsclients.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Watches the files of a {@link TlsContext} and reloads it when what is in them changes: certificates that are renewed
 * while the app runs, roots that are rotated.
 *
 * <p>The files are read at an interval and their contents compared with those in use. The operating system's change
 * notices are not used: they miss a link that is pointed elsewhere further up the path, which is how Kubernetes and
 * certbot replace files, and they miss network mounts. A few small files every ten seconds cost nothing to speak of.
 *
 * <p>New files are read as a whole before anything changes: parsed, key held against certificate, dates looked at. Where
 * that fails, as it does between the two writes that replace a certificate and its key, everything goes on with the last
 * good ones, and every further look tries again. What came of it goes to the context's {@linkplain TlsContext#onReload
 * listeners} and to the log: success at INFO, each distinct failure at WARN once.
 *
 * <p>One daemon thread, until it is closed. Thread-safe.
 */
public final class Reloader implements AutoCloseable {
    /** How often the files are looked at unless told otherwise: 10 seconds. */
    public static final Duration INTERVAL = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofDays(1);

    private final Supplier<TlsConfig> source;
    private final List<Path> sourceFiles;
    private final TlsContext context;
    private final ScheduledExecutorService timer = newTimer();
    private volatile FileDigests sourceSeen;
    private volatile boolean failing;
    private volatile boolean closed;

    private Reloader(Supplier<TlsConfig> source, List<Path> sourceFiles, FileDigests sourceSeen, TlsContext context) {
        this.source = source;
        this.sourceFiles = sourceFiles;
        this.sourceSeen = sourceSeen;
        this.context = context;
    }

    /**
     * Watches the files that the context's configuration names, every ten seconds.
     *
     * @param context what is reloaded, with all that is bound to it or came out of it
     * @return the watch, to be closed when the app ends
     */
    public static Reloader watch(TlsContext context) {
        return watch(context, INTERVAL);
    }

    /**
     * Watches the files that the context's configuration names.
     *
     * @param context what is reloaded, with all that is bound to it or came out of it
     * @param interval how long after one look the next one follows
     * @return the watch, to be closed when the app ends
     * @throws TlsConfigException if the interval is not between a millisecond and a day
     */
    public static Reloader watch(TlsContext context, Duration interval) {
        Reloader reloader = new Reloader(context::config, List.of(), FileDigests.of(List.of()), context);
        reloader.start(interval);
        return reloader;
    }

    /**
     * Makes a context of a configuration that itself may change, and watches that beside the files that it names:
     *
     * <pre>{@code
     * Path file = Path.of("tls.properties");
     * Reloader reloader = Reloader.watch(() -> TlsProperties.file(file).config("smtp"), Reloader.INTERVAL, file);
     * TlsContext context = reloader.context();
     * }</pre>
     *
     * @param source makes the configuration; called again after any of the files has changed
     * @param interval how long after one look the next one follows
     * @param files what {@code source} reads and no configuration names: properties, password files
     * @return the watch, to be closed when the app ends
     * @throws TlsConfigException if anything in the configuration cannot be had, or the interval is not between a
     *     millisecond and a day
     */
    public static Reloader watch(Supplier<TlsConfig> source, Duration interval, Path... files) {
        List<Path> sourceFiles = List.of(files);
        FileDigests seen = FileDigests.of(sourceFiles); // before they are read, so that no change goes unseen
        Reloader reloader = new Reloader(source, sourceFiles, seen, TlsContext.of(source.get()));
        reloader.start(interval);
        return reloader;
    }

    /**
     * What is reloaded.
     *
     * @return the context, the same for as long as this lives
     */
    public TlsContext context() {
        return context;
    }

    /**
     * Looks at the files now, on the calling thread, instead of waiting for the next look.
     *
     * @return whether there was a change, or an earlier failure, and all is good now: a new generation is in use
     */
    public boolean check() {
        if (closed) {
            return false;
        }
        FileDigests sourceNow = FileDigests.of(sourceFiles);
        if (!failing && sourceNow.equals(sourceSeen) && context.filesAreUnchanged()) {
            return false;
        }
        try {
            context.reload(source);
            sourceSeen = sourceNow;
            failing = false;
            return true;
        } catch (TlsConfigException e) {
            failing = true; // told and logged by the context
            return false;
        }
    }

    /**
     * The files that are looked at.
     *
     * @return those of the configuration in use, and those named beside it
     */
    public Set<Path> files() {
        Set<Path> files = new LinkedHashSet<>(sourceFiles);
        files.addAll(context.config().files());
        return files;
    }

    /** Ends the watch and its thread. The context stays as it is. */
    @Override
    public void close() {
        closed = true;
        timer.shutdown(); // not shutdownNow: an interrupt in the middle of reading would look like a bad file
    }

    private void start(Duration interval) {
        if (interval.compareTo(Duration.ofMillis(1)) < 0 || interval.compareTo(LONGEST) > 0) {
            throw new TlsConfigException(
                    "the interval " + interval + " is out of range", "give between a millisecond and a day");
        }
        timer.scheduleWithFixedDelay(this::check, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ScheduledExecutorService newTimer() {
        return new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "tls-reloader");
            thread.setDaemon(true);
            return thread;
        });
    }
}
