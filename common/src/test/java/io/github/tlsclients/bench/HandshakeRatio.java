package io.github.tlsclients.bench;

import io.github.tlsclients.tls.TlsVersion;
import java.util.Arrays;
import java.util.Locale;

/**
 * The two handshakes of {@link HandshakeBench} in turn, block by block in one JVM, as a ratio: what else the machine does
 * meanwhile hits both alike. Prints the median and the quartiles; the bar is 1.05.
 */
public final class HandshakeRatio {
    private static final int WARM_UP = 3_000;
    private static final int BLOCKS = 60;
    private static final int HANDSHAKES = 100;

    private HandshakeRatio() {}

    public static void main(String... args) throws Exception {
        for (TlsVersion version : TlsVersion.values()) {
            HandshakeBench bench = new HandshakeBench();
            bench.version = version;
            bench.start();
            for (int i = 0; i < WARM_UP; i++) {
                bench.byHand();
                bench.throughOurFactory();
            }
            double[] ratios = new double[BLOCKS];
            for (int i = 0; i < BLOCKS; i++) {
                long byHand = nanos(bench::byHand);
                ratios[i] = (double) nanos(bench::throughOurFactory) / byHand;
            }
            bench.stop();
            Arrays.sort(ratios);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.3f (quartiles %.3f and %.3f)%n",
                    version,
                    ratios[BLOCKS / 2],
                    ratios[BLOCKS / 4],
                    ratios[BLOCKS * 3 / 4]);
        }
        System.exit(0); // the servers' threads may still read
    }

    private static long nanos(Handshake handshake) throws Exception {
        long begun = System.nanoTime();
        for (int i = 0; i < HANDSHAKES; i++) {
            handshake.shake();
        }
        return System.nanoTime() - begun;
    }

    private interface Handshake {
        Object shake() throws Exception;
    }
}
