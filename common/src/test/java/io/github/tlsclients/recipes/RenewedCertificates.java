package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.ReloadEvent;
import io.github.tlsclients.tls.Reloader;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProperties;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What: an app that runs for months while certbot, Kubernetes or an administrator renews its certificates and roots.
 *
 * <p>How: one {@link Reloader} beside the context; whatever came out of the context before goes on with the new files.
 *
 * <p>Do not copy: an alert that prints. Give it to your monitoring, which should know before the old certificate expires.
 *
 * <p>Arguments: properties file.
 */
public final class RenewedCertificates {
    private RenewedCertificates() {}

    public static void main(String... args) throws InterruptedException {
        Consumer<ReloadEvent> alert =
                event -> event.failure().ifPresent(e -> System.err.println(e.getMessage() + "\n" + e.hint()));
        try (Reloader reloader = watch(Path.of(args[0]), alert)) {
            System.out.println("generation " + reloader.context().generation());
            Thread.currentThread().join(); // the app
        }
    }

    static Reloader watch(Path file, Consumer<ReloadEvent> alert) {
        // region watch
        Reloader reloader = Reloader.watch(() -> TlsProperties.file(file).config("smtp"), Reloader.INTERVAL, file);
        TlsContext tls = reloader.context(); // give it to your clients once
        tls.onReload(alert);
        // endregion
        return reloader;
    }
}
