package io.github.tlsclients.cli;

import java.io.InputStream;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a transfer has come, on a terminal alone. */
public final class Progress {
    /** Set by the launcher, which can tell whether standard error is a terminal; Java 17 cannot. */
    private static final boolean TERMINAL = Boolean.getBoolean("tls.terminal");

    private static final long MEBIBYTE = 1 << 20;

    private Progress() {}

    /** A bar for work of so many steps. */
    public static Steps steps(String task, long count) {
        if (!TERMINAL) {
            return new Steps(Optional.empty());
        }
        return new Steps(Optional.of(ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(count)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish()
                .build()));
    }

    /**
     * The stream, with a bar that follows it on a terminal.
     *
     * @param size in bytes; negative if unknown
     */
    public static InputStream following(InputStream stream, String task, long size) {
        if (!TERMINAL) {
            return stream;
        }
        ProgressBarBuilder bar = ProgressBar.builder()
                .setTaskName(task)
                .setInitialMax(size)
                .setUnit("MiB", MEBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .clearDisplayOnFinish();
        return ProgressBar.wrap(stream, bar);
    }

    /** Steps of a longer work. */
    public record Steps(Optional<ProgressBar> bar) implements AutoCloseable {
        /** One more is done. */
        public void step() {
            bar.ifPresent(ProgressBar::step);
        }

        @Override
        public void close() {
            bar.ifPresent(ProgressBar::close);
        }
    }
}
