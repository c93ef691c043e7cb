package io.github.tlsclients.bench;

import java.util.List;
import java.util.Locale;

/**
 * The ratios as a plot: a dot for the median, a line between the quartiles, a tick where the bar is, on a logarithmic
 * axis. One file that needs no other, in the colours of whoever looks at it, light or dark.
 */
final class Plot {
    private static final int LABELS = 400;
    private static final int WIDTH = 860;
    private static final int ROW = 24;
    private static final int TOP = 40;
    private static final double[] MARKS = {0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100};

    private final double least;
    private final double most;
    private final StringBuilder svg = new StringBuilder();

    private Plot(double least, double most) {
        this.least = least;
        this.most = most;
    }

    static String of(List<Result> results) {
        double least = MARKS[0];
        double most = 1;
        for (Result result : results) {
            most = Math.max(most, Math.max(result.ratio().high(), result.bar().orElse(1)));
        }
        for (double mark : MARKS) {
            if (results.stream()
                    .allMatch(result ->
                            result.ratio().low() >= mark && result.bar().orElse(1) >= mark)) {
                least = mark;
            }
        }
        return new Plot(Math.min(least, 0.5), most * 1.1).draw(results);
    }

    private String draw(List<Result> results) {
        int bottom = TOP + ROW * results.size();
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\""
                        + " font-size=\"12\">",
                WIDTH, bottom + 50);
        line("<title>Ours beside its peers: the ratio of the times</title>");
        line("<style>");
        line("  svg { --ground: #fff; --ink: #1f2328; --faint: #d1d9e0; --met: #1a7f37; --missed: #cf222e }");
        line("  @media (prefers-color-scheme: dark) {");
        line("    svg { --ground: #0d1117; --ink: #e6edf3; --faint: #3d444d; --met: #3fb950; --missed: #f85149 } }");
        line("  text { fill: var(--ink) } .grid { stroke: var(--faint) } .bar { stroke: var(--ink); stroke-width: 2 }");
        line("  .met { stroke: var(--met); fill: var(--met) } .missed { stroke: var(--missed); fill: var(--missed) }");
        line("</style>");
        line("<rect width=\"100%%\" height=\"100%%\" style=\"fill: var(--ground)\"/>");
        for (double mark : MARKS) {
            if (mark >= least && mark <= most) {
                line("<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%1$.1f\" y2=\"%d\"/>", x(mark), TOP - 10, bottom);
                line(
                        "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        x(mark), TOP - 16, Table.number(mark));
            }
        }
        for (int i = 0; i < results.size(); i++) {
            row(results.get(i), TOP + ROW * i + ROW / 2);
        }
        line(
                "<text x=\"%d\" y=\"%d\">ours / theirs: median and quartiles; | is the most it is to be</text>",
                10, bottom + 30);
        line("</svg>");
        return svg.toString();
    }

    private void row(Result result, int y) {
        String kind = result.met() ? "met" : "missed";
        Spread ratio = result.ratio();
        line("<text x=\"10\" y=\"%d\">%s</text>", y + 4, escaped(result.what() + " / " + result.peer()));
        line(
                "<line class=\"%s\" stroke-width=\"3\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%3$d\"/>",
                kind, x(ratio.low()), y, x(ratio.high()));
        line("<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"4\"/>", kind, x(ratio.median()), y);
        result.bar()
                .ifPresent(bar -> line(
                        "<line class=\"bar\" x1=\"%.1f\" y1=\"%d\" x2=\"%1$.1f\" y2=\"%d\"/>", x(bar), y - 8, y + 8));
    }

    private double x(double ratio) {
        double share = Math.log(Math.max(ratio, least) / least) / Math.log(most / least);
        return LABELS + share * (WIDTH - LABELS - 20);
    }

    private void line(String format, Object... arguments) {
        svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
