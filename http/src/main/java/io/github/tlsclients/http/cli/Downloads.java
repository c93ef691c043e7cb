package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.Output;
import io.github.tlsclients.cli.Progress;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import okhttp3.Headers;

/**
 * Several downloads, over one session for each server. Files come at the same time where the connection is one of HTTP/2;
 * what goes to standard output comes one after the other, and so in order. One that fails holds up none of the others. Of
 * files a bar shows how many have come; what became of each is told at the end, in the order of the URIs.
 */
final class Downloads {
    /** Enough to be busy while others wait for their answers. */
    private static final int AT_ONCE = 8;

    private final List<Download> downloads;
    private final RequestOptions options;
    private final Output output;
    private final Headers headers;
    private final Map<Download, Outcome> outcomes = new LinkedHashMap<>();

    Downloads(List<Download> downloads, RequestOptions options, Output output) {
        this.downloads = downloads;
        this.options = options;
        this.output = output;
        this.headers = options.headers();
    }

    /** What became of one: an answer, or a failure; and the answer in words. */
    private record Outcome(Optional<Answer> answer, Optional<TlsException> failure, String words) {}

    /** One answer with {@code --json}. */
    private record Answer(
            String uri, int status, String protocol, Map<String, List<String>> headers, long bytes, String file) {}

    /** One failure with {@code --json}. */
    private record Failure(String uri, TlsFailure failure, String message, String hint) {}

    /** The result with {@code --json}: answers and failures in the order of the URIs, a report for each connection. */
    private record Result(List<Object> answers, List<SessionReport> sessions) {}

    /** {@return the exit code of the first of the URIs that failed; 0 if none did} */
    int run() {
        TlsContext context = options.context();
        Map<String, HttpSession> sessions = new LinkedHashMap<>();
        List<SessionReport> reports = new ArrayList<>();
        try {
            downloads.forEach(download -> sessions.computeIfAbsent(
                    origin(download.endpoint()), origin -> options.open(download.endpoint(), context)));
            getAll(sessions);
        } finally {
            for (HttpSession session : sessions.values()) {
                session.reported().ifPresent(reports::add);
                session.close();
            }
        }
        reports.forEach(output::report);
        if (options.json()) {
            output.json(new Result(downloads.stream().map(this::shown).toList(), reports));
        }
        return downloads.stream()
                .flatMap(download -> outcome(download).failure().stream())
                .findFirst()
                .map(failure -> failure.failure().exitCode())
                .orElse(0);
    }

    private static String origin(Endpoint endpoint) {
        return endpoint.mode() + " " + endpoint.host() + " " + endpoint.port();
    }

    private void getAll(Map<String, HttpSession> sessions) {
        if (downloads.get(0).file().isEmpty()) {
            for (Download download : downloads) {
                get(download, session(sessions, download));
                tell(download);
            }
            return;
        }
        try (Progress.Steps progress = Progress.steps("downloads", downloads.size())) {
            sessions.forEach((origin, session) -> getAtOnce(
                    downloads.stream()
                            .filter(download -> origin(download.endpoint()).equals(origin))
                            .toList(),
                    session,
                    progress));
        }
        downloads.forEach(this::tell);
    }

    private static HttpSession session(Map<String, HttpSession> sessions, Download download) {
        return Objects.requireNonNull(sessions.get(origin(download.endpoint())));
    }

    /** The first one makes the connection, and shows of which kind it is. */
    private void getAtOnce(List<Download> group, HttpSession session, Progress.Steps progress) {
        get(group.get(0), session);
        progress.step();
        List<Download> others = group.subList(1, group.size());
        if (!session.reported().flatMap(SessionReport::applicationProtocol).equals(Optional.of("h2"))) {
            for (Download download : others) {
                get(download, session);
                progress.step();
            }
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> running = new ArrayList<>();
            others.forEach(download -> running.add(threads.submit(() -> get(download, session))));
            for (Future<?> one : running) {
                one.get();
                progress.step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a download keeps its failure to itself", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private void get(Download download, HttpSession session) {
        Endpoint endpoint = download.endpoint();
        try (HttpAnswer answer = session.get(endpoint.path(), headers).orRefusal()) {
            long bytes = download.store(answer.body());
            Answer got = new Answer(
                    endpoint.uri(), answer.status(), answer.protocol(), answer.headers(), bytes, download.place());
            String words = endpoint.uri() + ": " + Download.told(answer, bytes)
                    + Download.notFollowed(answer).map(where -> ", " + where).orElse("");
            ended(download, new Outcome(Optional.of(got), Optional.empty(), words));
        } catch (TlsException e) {
            ended(download, new Outcome(Optional.empty(), Optional.of(e), ""));
        } catch (IOException e) {
            throw new IllegalStateException("a download fails with a diagnosis", e);
        }
    }

    private synchronized void ended(Download download, Outcome outcome) {
        outcomes.put(download, outcome);
    }

    private void tell(Download download) {
        Outcome outcome = outcome(download);
        outcome.failure()
                .ifPresentOrElse(
                        failure -> output.failure("http", about(download, failure), false),
                        () -> output.note(outcome.words()));
    }

    private static TlsException about(Download download, TlsException failure) {
        return new TlsException(
                failure.failure(),
                download.endpoint().uri() + ": " + failure.getMessage(),
                failure.hint(),
                failure.chain(),
                failure);
    }

    private synchronized Outcome outcome(Download download) {
        return Objects.requireNonNull(outcomes.get(download));
    }

    private Object shown(Download download) {
        Outcome outcome = outcome(download);
        return outcome.answer()
                .<Object>map(answer -> answer)
                .orElseGet(() -> outcome.failure()
                        .map(failure -> new Failure(
                                download.endpoint().uri(),
                                failure.failure(),
                                String.valueOf(failure.getMessage()),
                                failure.hint()))
                        .orElseThrow());
    }
}
