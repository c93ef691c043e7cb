package io.github.tlsclients.bench;

import java.util.Arrays;

/** The middle of some numbers, and how far they spread: a median with its quartiles. */
record Spread(double low, double median, double high) {
    static Spread of(double... numbers) {
        if (numbers.length == 0) {
            throw new IllegalArgumentException("of nothing there is no median");
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
    }

    /** Of the quotients of each pair, not the quotient of the medians: what disturbed a pair disturbed both. */
    static Spread ofRatios(double[] ours, double[] peers) {
        double[] ratios = new double[ours.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = ours[i] / peers[i];
        }
        return of(ratios);
    }

    /** Between two numbers it lies as far as the rank does. */
    private static double quantile(double[] sorted, double q) {
        double rank = q * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = (int) Math.ceil(rank);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
