package io.github.tlsclients.ftp;

import io.github.tlsclients.ftp.FtpTree.Copying;
import io.github.tlsclients.ftp.FtpTree.Failures;
import io.github.tlsclients.ftp.FtpTree.Item;
import io.github.tlsclients.ftp.FtpTree.Opener;
import io.github.tlsclients.ftp.FtpTree.Progress;
import io.github.tlsclients.ftp.FtpTree.Result;
import io.github.tlsclients.session.TlsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Copies files over several sessions, each of which takes the next one when it has done with one. */
final class Workers {
    /** After so many failures of the network on end a session is not taken up again: the server is not there. */
    private static final int PATIENCE = 3;

    /** Exit codes of what may befall one file: it is missing here or there, the network fails, the server says no. */
    private static final Set<Integer> OF_ONE_FILE = Set.of(2, 3, 7, 9);

    private final FtpSession first;
    private final Opener more;
    private final int sessions;
    private final Consumer<String> notes;
    private final Progress progress;
    private final Queue<Item> waiting = new ConcurrentLinkedQueue<>();
    private long files;
    private long bytes;
    private int used = 1;
    private boolean limited;
    private volatile @Nullable TlsException over;

    Workers(FtpSession first, Opener more, int sessions, Consumer<String> notes, Progress progress) {
        this.first = first;
        this.more = more;
        this.sessions = sessions;
        this.notes = notes;
        this.progress = progress;
    }

    /** @throws TlsException for a failure that is not one of a single file */
    Result copy(List<Item> items, Failures failures, Copying copying) throws TlsException {
        waiting.addAll(items);
        progress.begins(items.size());
        int others = Math.min(sessions, items.size()) - 1;
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, others));
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < others; i++) {
                running.add(threads.submit(() -> another(failures, copying)));
            }
            TlsException lost = work(first, failures, copying);
            for (Future<?> other : running) {
                await(other);
            }
            TlsException fatal = over;
            if (fatal != null) {
                throw fatal;
            }
            for (Item left : waiting) {
                failures.add(left.name(), lost == null ? FtpFailures.noSession() : lost);
            }
        } finally {
            threads.shutdownNow();
        }
        return new Result(files, bytes, used, failures.all());
    }

    private void another(Failures failures, Copying copying) {
        FtpSession session;
        try {
            session = more.open();
        } catch (TlsException e) {
            fewer(e);
            return;
        }
        synchronized (this) {
            used++;
        }
        work(session, failures, copying);
    }

    /** Servers limit the sessions of a user: what they allow has to do. */
    private synchronized void fewer(TlsException refused) {
        if (!isOfOneFile(refused)) {
            over = refused;
        } else if (!limited) {
            limited = true;
            notes.accept("the server allows fewer than " + sessions + " sessions at once: " + refused.getMessage());
        }
    }

    /** @return why it ended before the last file */
    private @Nullable TlsException work(FtpSession given, Failures failures, Copying copying) {
        FtpSession session = given;
        int lost = 0;
        try {
            for (Item item = next(); item != null; item = next()) {
                try {
                    ended(copying.copy(session, item));
                    lost = 0;
                } catch (TlsException e) {
                    if (!isOfOneFile(e)) {
                        over = e;
                        return e;
                    }
                    failures.add(item.name(), e);
                    ended(-1);
                }
                if (!session.isOpen()) {
                    if (++lost == PATIENCE || waiting.isEmpty()) {
                        return null;
                    }
                    session = again(session, given);
                }
            }
            return null;
        } catch (TlsException e) {
            if (!isOfOneFile(e)) {
                over = e;
            }
            return e;
        } finally {
            if (session != first) {
                session.close();
            }
        }
    }

    private FtpSession again(FtpSession session, FtpSession given) throws TlsException {
        if (session != given) {
            session.close();
        }
        return more.open();
    }

    private @Nullable Item next() {
        return over == null ? waiting.poll() : null;
    }

    private synchronized void ended(long copied) {
        if (copied >= 0) {
            files++;
            bytes += copied;
        }
        progress.ended();
    }

    private static boolean isOfOneFile(TlsException failure) {
        return OF_ONE_FILE.contains(failure.failure().exitCode());
    }

    private static void await(Future<?> other) {
        try {
            other.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a copy failed in a way that is not one of a copy", e.getCause());
        }
    }
}
