package io.github.tlsclients.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.github.tlsclients.sasl.LoggedIn;
import io.github.tlsclients.session.PeerCertificate;
import io.github.tlsclients.session.SessionReport;
import io.github.tlsclients.session.TlsException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Prints: the result alone on standard output, all else on standard error. */
public final class Output {
    /** Control characters beyond ASCII's, and format characters: bidirectional overrides among them. */
    private static final Pattern STEERING = Pattern.compile("[\\x7f-\\x9f\\p{Cf}]");

    private final PrintWriter out;
    private final PrintWriter err;

    /** Prints to these. */
    public Output(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.err = err;
    }

    /** A line of the result. */
    public void result(String line) {
        out.println(line);
        out.flush();
    }

    /** The result as one JSON document: records, maps and lists as they are. */
    public void json(Object document) {
        out.println(toJson(document));
        out.flush();
    }

    /** The session's report, beside a result. */
    public void report(SessionReport report) {
        err.println(report);
        err.flush();
    }

    /** How the session's user logged in, in the form of the report and beside it. */
    public void login(LoggedIn login) {
        note("  login     " + oneLine(login.toString()));
    }

    /** The session's report, as the result. */
    public void reportAsResult(SessionReport report, boolean asJson) {
        if (asJson) {
            json(report);
        } else {
            result(report.toString());
        }
    }

    /** A word to the user, such as what was done. */
    public void note(String line) {
        err.println(line);
        err.flush();
    }

    /** A failure and what may help, led by the command's name; with JSON also as the result. */
    public void failure(String command, TlsException failure, boolean asJson) {
        failure(command, failure, asJson, Map.of());
    }

    /** The same, with what the JSON document has beside it. */
    void failure(String command, TlsException failure, boolean asJson, Map<String, Object> beside) {
        if (asJson) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("failure", failure.failure().name());
            document.put("message", failure.getMessage());
            document.put("hint", failure.hint());
            document.put(
                    "chain", failure.chain().stream().map(PeerCertificate::of).toList());
            document.putAll(beside);
            json(document);
        }
        note(command + ": error: " + oneLine(String.valueOf(failure.getMessage())));
        note(command + ": hint: " + oneLine(failure.hint()));
    }

    static String toJson(Object document) {
        Gson gson = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .registerTypeAdapter(Instant.class, (JsonSerializer<Instant>)
                        (value, type, context) -> new JsonPrimitive(value.toString()))
                .registerTypeAdapter(Optional.class, (JsonSerializer<Optional<?>>)
                        (value, type, context) -> context.serialize(value.orElse(null)))
                .create();
        String json = gson.toJson(gson.toJsonTree(document));
        // JSON may hold these as they are; a terminal that shows it could be steered by them
        return STEERING.matcher(json)
                .replaceAll(match -> match.group()
                        .chars()
                        .mapToObj(unit -> String.format("\\\\u%04x", unit))
                        .collect(Collectors.joining()));
    }

    private static String oneLine(String text) {
        return STEERING.matcher(text.replaceAll("\\s+", " ").strip().replaceAll("\\p{Cntrl}", "?"))
                .replaceAll("?");
    }
}
