package io.github.tlsclients.imap;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Listens to the library's own trace, and finds the commands in it. */
final class CommandLog extends Handler implements AutoCloseable {
    private static final Pattern COMMAND = Pattern.compile("^[A-Z]{1,3}\\d+ ([A-Z]+)\\b", Pattern.MULTILINE);

    private final Logger logger = Logger.getLogger("io.github.tlsclients.imap.protocol");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private CommandLog() {}

    static CommandLog begin() {
        try {
            Class.forName(ImapConnection.class.getName()); // it silences this logger when it is initialised
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
        CommandLog log = new CommandLog();
        log.logger.setLevel(Level.ALL);
        log.logger.setUseParentHandlers(false);
        log.logger.addHandler(log);
        return log;
    }

    /** The commands sent, without the replies, which hold OK, NO and BAD in that place. */
    List<String> commands() {
        Matcher matcher = COMMAND.matcher(text());
        return matcher.results()
                .map(result -> result.group(1))
                .filter(word -> !List.of("OK", "NO", "BAD").contains(word))
                .toList();
    }

    /** Waits until this command has been sent so many times. */
    synchronized void await(String command, int times) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Collections.frequency(commands(), command) < times) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(command + " has not been sent " + times + " times: " + commands());
            }
            wait(left);
        }
    }

    String text() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        lines.add(entry.getMessage());
        notifyAll();
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
    }
}
