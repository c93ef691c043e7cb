package io.github.tlsclients.imap.lab;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Lets a mailbox change only while every connection's thread waits for its client. GreenMail answers IDLE before it
 * listens for what comes: a message that arrived between the two would never be told of. And what tells of a message
 * is written by the thread that delivers it, which must not be in the middle of another reply.
 */
final class Quiet {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Lock serving = lock.readLock();
    private final Lock changing = lock.writeLock();

    /** Serves one client, by a task that reads from {@link #listening} alone. */
    void serve(Runnable task) {
        serving.lock();
        try {
            task.run();
        } finally {
            serving.unlock();
        }
    }

    /** Changes something, as soon as nobody is being served. */
    void change(Runnable task) {
        changing.lock();
        try {
            task.run();
        } finally {
            changing.unlock();
        }
    }

    /** What comes from a client; to wait for it is not to serve. */
    InputStream listening(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                serving.unlock();
                try {
                    return in.read();
                } finally {
                    serving.lock();
                }
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                serving.unlock();
                try {
                    return in.read(into, offset, length);
                } finally {
                    serving.lock();
                }
            }
        };
    }
}
