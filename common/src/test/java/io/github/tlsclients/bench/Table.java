package io.github.tlsclients.bench;

import java.util.List;
import java.util.Locale;

/** The results as Markdown, between the marks that stand in a page around the last such table. */
final class Table {
    static final String BEGIN = "<!-- measured -->";
    static final String END = "<!-- end of measured -->";

    private Table() {}

    static String of(List<Result> results, String machine, String command) {
        StringBuilder text = new StringBuilder(BEGIN + "\n");
        text.append(machine).append("; `").append(command).append("`\n\n");
        text.append("| what | beside | ours | theirs | ratio (quartiles) | at most | met |\n");
        text.append("|---|---|--:|--:|--:|--:|---|\n");
        results.forEach(result -> text.append(row(result)).append('\n'));
        return text.append(END).append('\n').toString();
    }

    static String row(Result result) {
        boolean judged = result.bar().isPresent();
        return "| " + result.what() + " | " + result.peer() + " | " + time(result.ours()) + " | " + time(result.peers())
                + " | " + ratio(result.ratio()) + " | "
                + (judged ? number(result.bar().getAsDouble()) : "") + " | "
                + (judged ? result.met() ? "yes" : "**no**" : "") + " |";
    }

    private static String time(Spread seconds) {
        double median = seconds.median();
        return median < 1
                ? String.format(Locale.ROOT, "%.0f ms", median * 1000)
                : String.format(Locale.ROOT, "%.2f s", median);
    }

    private static String ratio(Spread ratio) {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.median(), ratio.low(), ratio.high());
    }

    static String number(double bar) {
        return String.valueOf(bar).replaceFirst("\\.0$", "");
    }
}
