package io.github.tlsclients.bench;

import java.util.OptionalDouble;

/**
 * What a comparison came to.
 *
 * @param ours how long ours took, in seconds
 * @param peers how long the peer took, in seconds
 * @param ratio ours to the peer's, pair by pair
 */
record Result(String what, String peer, OptionalDouble bar, Spread ours, Spread peers, Spread ratio) {
    boolean met() {
        return bar.isEmpty() || ratio.median() <= bar.getAsDouble();
    }
}
