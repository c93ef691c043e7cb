package io.github.tlsclients.bench;

import java.io.IOException;
import java.util.OptionalDouble;

/**
 * One of ours beside one of its peers, at a server that both talk to.
 *
 * @param what what is done, such as {@code http get, 1 KB}
 * @param peer what else does it, such as {@code curl}
 * @param bar what the ratio may be at most; none where the peer is there to be seen
 * @param pairs how often both are run
 * @param setting makes the two programs
 */
record Comparison(String what, String peer, OptionalDouble bar, int pairs, Setting setting) {
    /** The two programs, once the server is there. */
    interface Setting {
        Pair at(Site site) throws IOException, NotMeasured;
    }

    record Pair(Program ours, Program peer) {}

    static Comparison atMost(double bar, String what, String peer, int pairs, Setting setting) {
        return new Comparison(what, peer, OptionalDouble.of(bar), pairs, setting);
    }

    /** What the regular expression of {@code -Dbench} is held against. */
    String name() {
        return what + " / " + peer;
    }

    /** Runs one pair to warm up and then the others in turn, each of the two first in every other pair. */
    Result run(Site site) throws IOException, NotMeasured {
        Pair pair = setting.at(site);
        pair.ours().prove();
        pair.peer().prove();
        double[] ours = new double[pairs];
        double[] peers = new double[pairs];
        for (int i = 0; i < pairs; i++) {
            if (i % 2 == 0) {
                ours[i] = pair.ours().seconds();
                peers[i] = pair.peer().seconds();
            } else {
                peers[i] = pair.peer().seconds();
                ours[i] = pair.ours().seconds();
            }
            System.err.printf("%s: %d of %d: %.3f s, %.3f s%n", name(), i + 1, pairs, ours[i], peers[i]);
        }
        return new Result(what, peer, bar, Spread.of(ours), Spread.of(peers), Spread.ofRatios(ours, peers));
    }
}
