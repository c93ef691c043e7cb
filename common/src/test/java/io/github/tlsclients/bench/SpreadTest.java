package io.github.tlsclients.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleOne() {
        assertThat(Spread.of(5, 1, 3, 2, 4)).isEqualTo(new Spread(2, 3, 4));
    }

    @Test
    void betweenTwoItLiesAsFarAsTheRankDoes() {
        assertThat(Spread.of(4, 1, 2, 3)).isEqualTo(new Spread(1.75, 2.5, 3.25));
    }

    @Test
    void ofOneNumberThereIsNothingElse() {
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @Test
    void ofNothingThereIsNoMedian() {
        assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    }

    /** The quotient of the medians would be 2; in two of three pairs ours took four times as long. */
    @Test
    void theRatioIsThatOfThePairs() {
        assertThat(Spread.ofRatios(new double[] {8, 4, 1}, new double[] {2, 1, 4})
                        .median())
                .isEqualTo(4);
    }

    @Test
    void whatIsGivenStaysInItsOrder() {
        double[] numbers = {3, 1, 2};

        Spread.of(numbers);

        assertThat(numbers).containsExactly(3, 1, 2);
    }
}
