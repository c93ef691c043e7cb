package io.github.tlsclients.imap.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class QuietTest {
    private final Quiet quiet = new Quiet();
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void changesOnlyWhenTheServedClientIsWaitedForAgain() throws Exception {
        CountDownLatch serving = new CountDownLatch(1);
        CountDownLatch more = new CountDownLatch(1);
        try (PipedOutputStream client = new PipedOutputStream();
                InputStream heard = quiet.listening(new PipedInputStream(client))) {
            CompletableFuture<Void> server = CompletableFuture.runAsync(() -> quiet.serve(() -> {
                serving.countDown();
                await(more);
                order.add("answered");
                order.add("heard " + next(heard));
            }));
            await(serving);
            Thread changer = new Thread(() -> quiet.change(() -> order.add("changed")));
            changer.start();
            while (changer.getState() != Thread.State.WAITING) {
                Thread.onSpinWait(); // until it waits for its turn
            }
            more.countDown();
            changer.join();
            client.write('!');
            client.flush();
            server.get(20, TimeUnit.SECONDS);
        }
        assertThat(order).containsExactly("answered", "changed", "heard 33");
    }

    @Test
    void changesAfterAConnectionHasFailed() {
        CompletableFuture<Void> server = CompletableFuture.runAsync(() -> quiet.serve(() -> {
            throw new IllegalStateException("the client hung up");
        }));
        assertThat(server).failsWithin(20, TimeUnit.SECONDS);

        quiet.change(() -> order.add("changed"));

        assertThat(order).containsExactly("changed");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int next(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
