package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.ftp.FtpSession;
import io.github.tlsclients.ftp.FtpTree;
import io.github.tlsclients.ftp.FtpTree.Failure;
import io.github.tlsclients.ftp.FtpTree.Result;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.ClearText;
import io.github.tlsclients.tls.TlsConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a folder is copied, and what is said of it. */
final class TreeOptions {
    private final Supplier<Optional<Integer>> parallel;

    TreeOptions(Syntax syntax) {
        parallel = syntax.option("--parallel")
                .label("N")
                .description("of a folder, copy N files at once, each over a session of its own: 1 to 16 (1)")
                .value(Integer.class);
    }

    /** Whether a folder is expected. */
    boolean given() {
        return parallel.get().isPresent();
    }

    /** @throws TlsConfigException if a folder is expected; what is not one is then told to be that */
    void requireNone(String what) {
        if (given()) {
            throw new TlsConfigException(
                    "--parallel copies the files of a folder, and " + what, "leave --parallel out, or name a folder");
        }
    }

    /** @throws TlsConfigException if there cannot be as many; before anything is connected */
    int sessions() {
        int wanted = parallel.get().orElse(1);
        if (wanted < 1 || wanted > FtpTree.MOST_SESSIONS) {
            throw new TlsConfigException(
                    "there cannot be " + wanted + " sessions at once",
                    "give --parallel a number from 1 to " + FtpTree.MOST_SESSIONS);
        }
        return wanted;
    }

    /** Copies, and tells: each failure, one summary. The exit code is that of the first failure, in the order of names. */
    int copy(String done, String into, FtpSession first, Sessions more, Output output, boolean json, Copy copy)
            throws TlsException {
        FtpTree tree = new FtpTree(first, more::open, sessions());
        tree.onNote(note -> output.note("ftp: note: " + note));
        Result result;
        try (Bar bar = new Bar(done)) {
            tree.onProgress(bar);
            result = copy.over(tree);
        }
        for (Failure failure : result.failures()) {
            output.note("ftp: error: " + ClearText.printable(failure.name()) + ": "
                    + ClearText.printable(String.valueOf(failure.cause().getMessage())));
            output.note("ftp: hint: " + failure.cause().hint());
        }
        if (json) {
            output.json(document(into, result));
        } else {
            String failed =
                    result.failures().isEmpty() ? "" : "; " + result.failures().size() + " failed";
            output.note(done + " " + result.files() + (result.files() == 1 ? " file, " : " files, ") + result.bytes()
                    + " bytes into " + into + failed);
        }
        // a line for each data connection would be one for each file
        output.report(first.report().with(List.of()));
        return result.failures().stream()
                .findFirst()
                .map(failure -> failure.cause().failure().exitCode())
                .orElse(0);
    }

    private static Map<String, Object> document(String into, Result result) {
        List<Map<String, Object>> failures = new ArrayList<>();
        for (Failure failure : result.failures()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", failure.name());
            one.put("failure", failure.cause().failure().name());
            one.put("message", failure.cause().getMessage());
            one.put("hint", failure.cause().hint());
            failures.add(one);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("folder", into);
        document.put("files", result.files());
        document.put("bytes", result.bytes());
        document.put("sessions", result.sessions());
        document.put("failures", failures);
        return document;
    }

    /** One of the two ways. */
    interface Copy {
        Result over(FtpTree tree) throws TlsException;
    }

    /** A bar of files, on a terminal alone. */
    private static final class Bar implements FtpTree.Progress, AutoCloseable {
        private final String task;
        private Progress.@Nullable Steps steps;

        Bar(String task) {
            this.task = task;
        }

        @Override
        public void begins(long files) {
            steps = Progress.steps(task, files);
        }

        @Override
        public void ended() {
            if (steps != null) {
                steps.step();
            }
        }

        @Override
        public void close() {
            if (steps != null) {
                steps.close();
            }
        }
    }
}
