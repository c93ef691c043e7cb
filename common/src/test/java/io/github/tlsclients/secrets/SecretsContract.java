package io.github.tlsclients.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.cli.Commands;
import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs that fail and runs that succeed, with a server that repeats every secret in every form: none of them may stand in
 * what is printed, logged, thrown or said by any object.
 */
@Isolated("it looks at the streams and logs of the whole process")
public abstract class SecretsContract {
    /** Has what the encodings change: a space, a quote, a character beyond ASCII. */
    protected static final String SECRET = "Geh+eim \"n\u00f6tig/42";

    protected static final String USER = "ada";

    private final LabCa ca = LabCa.create();
    private final StringBuilder logged = new StringBuilder();

    @TempDir
    private Path folder = Path.of("");

    /** What is spoken. */
    protected abstract Protocol protocol();

    /** The command line. */
    protected abstract ProtocolModule module();

    /** What the server says first. */
    protected abstract String greeting();

    /**
     * What the server says to each line of one connection.
     *
     * @param believes whether the login succeeds; whatever comes after it is refused
     */
    protected abstract UnaryOperator<String> script(boolean believes);

    /** Logs in and has something refused. */
    protected abstract AutoCloseable open(Endpoint endpoint, TlsContext context) throws Exception;

    protected abstract void use(AutoCloseable session, Credential credential) throws Exception;

    /** The verb of the command line and what follows, but for the options that all have. */
    protected abstract List<String> command(String uri);

    /** What they log in by. */
    protected Stream<Credential> credentials() {
        return Stream.of(Credential.password(USER, SECRET.toCharArray()));
    }

    /** The line, and the secret in every form, as a server that tells too much has it. */
    protected static String echo(String line) {
        return line + " refused: " + String.join(" , ", forms()) + " (" + line + ")";
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedLoginTellsNoSecret(TlsProvider provider) throws Exception {
        libraryTellsNothing(provider, false);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedAfterALoginTellsNoSecret(TlsProvider provider) throws Exception {
        libraryTellsNothing(provider, true);
    }

    @Test
    void theCommandLineTellsNoSecret() throws Exception {
        Path password = Files.writeString(folder.resolve("password"), SECRET + "\n");
        Path roots = ca.writeTo(folder.resolve("ca.pem"));
        Path otherRoots = LabCa.create().writeTo(folder.resolve("other.pem"));
        for (boolean believes : new boolean[] {false, true}) {
            for (Path trusted : List.of(roots, otherRoots)) {
                for (String how : List.of("-v", "--json")) {
                    try (EchoingServer server = server(believes)) {
                        List<String> arguments =
                                new ArrayList<>(command(endpoint(server).uri()));
                        arguments.addAll(List.of(
                                "--ca",
                                trusted.toString(),
                                "--user",
                                USER,
                                "--password-file",
                                password.toString(),
                                how));
                        String told = onConsole(() -> Commands.run(module(), arguments.toArray(String[]::new)));
                        assertThat(told).as("%s", arguments).contains("error: ").doesNotContain("unexpected ");
                        tellsNothing(String.join(" ", arguments), told);
                    }
                }
            }
        }
    }

    private void libraryTellsNothing(TlsProvider provider, boolean believes) throws Exception {
        TlsContext context = TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .provider(provider)
                .build());
        for (Credential credential : credentials().toList()) {
            try (EchoingServer server = server(believes)) {
                StringBuilder told = new StringBuilder();
                told.append(onConsole(() -> {
                    try (AutoCloseable session = open(endpoint(server), context)) {
                        told.append(refused(session, credential));
                        told.append(Reach.strings(session));
                    }
                }));
                told.append(Reach.strings(credential)).append(Reach.strings(context));
                assertThat(told.toString()).contains("***"); // so the server did repeat something
                tellsNothing("the library", told.toString());
            }
        }
    }

    private String refused(AutoCloseable session, Credential credential) throws Exception {
        try {
            use(session, credential);
        } catch (TlsException e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace, true));
            return trace + "\n" + e.hint() + "\n" + Reach.strings(e);
        }
        throw new AssertionError("the server has refused nothing");
    }

    private EchoingServer server(boolean believes) throws IOException {
        return new EchoingServer(ca.issue("localhost").serverContext(), greeting(), () -> script(believes));
    }

    private Endpoint endpoint(EchoingServer server) {
        return Endpoint.of(protocol(), TlsMode.IMPLICIT, "localhost", server.port());
    }

    private interface Run {
        void run() throws Exception;
    }

    /** Everything printed and everything logged meanwhile, at every level. */
    private String onConsole(Run run) throws Exception {
        InputStream in = System.in;
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream all = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Logger root = Logger.getLogger("");
        Level level = root.getLevel();
        Handler handler = new Recorder();
        root.addHandler(handler);
        root.setLevel(Level.ALL);
        System.setIn(new ByteArrayInputStream(new byte[0]));
        System.setOut(all);
        System.setErr(all);
        try {
            run.run();
            return printed.toString(StandardCharsets.UTF_8) + logged;
        } finally {
            System.setIn(in);
            System.setOut(out);
            System.setErr(err);
            root.removeHandler(handler);
            root.setLevel(level);
        }
    }

    private static void tellsNothing(String where, String told) {
        for (String form : forms()) {
            assertThat(told).as(where).doesNotContain(form);
        }
        assertThat(told).as(where).doesNotContain("Geh+eim", "tig/42");
    }

    private static List<String> forms() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        return List.of(
                SECRET,
                SECRET.replace("\"", "\\\""),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                HexFormat.of().formatHex(bytes),
                base64(SECRET),
                base64("\0" + USER + "\0" + SECRET),
                base64(USER + ":" + SECRET),
                base64("user=" + USER + "\1auth=Bearer " + SECRET + "\1\1"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private final class Recorder extends Handler {
        Recorder() {
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord logRecord) {
            logged.append(logRecord.getLoggerName())
                    .append(": ")
                    .append(new SimpleFormatter().formatMessage(logRecord))
                    .append(logRecord.getThrown())
                    .append('\n');
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
