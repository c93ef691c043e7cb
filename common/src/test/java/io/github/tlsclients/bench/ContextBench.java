package io.github.tlsclients.bench;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a context costs, and what keeping it saves. The bar for one from the PEM file of a company's root, read again each
 * time: under 5 ms once warm.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ContextBench {
    private Path root;
    private TlsContext kept;

    @Setup
    public void writeRoot() throws IOException {
        root = LabCa.create().writeTo(Files.createTempFile("bench", ".pem"));
        kept = fromPem();
    }

    @Benchmark
    public TlsContext fromPem() {
        return TlsContext.of(TlsConfig.builder().trust(Trust.pem(root)).build());
    }

    @Benchmark
    public TlsContext fromTheJdksRoots() {
        return TlsContext.of(TlsConfig.builder().trust(Trust.jdk()).build());
    }

    /** What the next connection asks of a context that is there. */
    @Benchmark
    public SSLSocketFactory kept() {
        return kept.socketFactory();
    }
}
