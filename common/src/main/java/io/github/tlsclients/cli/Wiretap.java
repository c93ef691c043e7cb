package io.github.tlsclients.cli;

import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.wire.Pcapng;
import io.github.tlsclients.wire.Recording;
import io.github.tlsclients.wire.WirePage;
import io.github.tlsclients.wire.WireView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The value of {@code --wiretap[=FILE]}: records a command's sessions, and tells what passed when it is over. */
final class Wiretap {
    private final Form form;
    private final @Nullable Path file;
    private final List<Session> sessions = new ArrayList<>();

    private Wiretap(Form form, @Nullable Path file) {
        this.form = form;
        this.file = file;
    }

    /** Begins to record a session. */
    Recording record(String title) {
        return record(title, new Recording());
    }

    /** The same with a recording that somebody else makes. */
    Recording record(String title, Recording recording) {
        sessions.add(new Session(title, recording));
        return recording;
    }

    /**
     * Tells all that was recorded; nothing where nothing was.
     *
     * @throws IOException if the file cannot be written
     */
    void tell(Output output) throws IOException {
        if (sessions.isEmpty()) {
            return;
        }
        Path named = file;
        if (named == null) {
            sessions.forEach(session -> output.note(session.view().toString()));
            return;
        }
        try (PartialFile written = PartialFile.replacing(named)) {
            form.write(sessions, written.stream());
            written.complete();
        }
        output.note("what passed is in " + named);
    }

    /** One session of the command. */
    private record Session(String title, Recording recording) {
        WireView view() {
            return WireView.of(title, recording);
        }
    }

    private enum Form {
        TEXT,
        HTML {
            @Override
            void write(List<Session> sessions, OutputStream out) throws IOException {
                String page = WirePage.of(sessions.stream().map(Session::view).toList());
                out.write(page.getBytes(StandardCharsets.UTF_8));
            }
        },
        JSON {
            @Override
            void write(List<Session> sessions, OutputStream out) throws IOException {
                String json = Output.toJson(sessions.stream()
                        .map(session -> WireJson.document(session.view()))
                        .toList());
                out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
            }
        },
        PCAPNG {
            @Override
            void write(List<Session> sessions, OutputStream out) throws IOException {
                if (sessions.size() > 1) {
                    throw new TlsConfigException(
                            "a capture holds one session, and these are " + sessions.size(),
                            "take a page, which holds many: FILE.html");
                }
                Pcapng.write(sessions.get(0).recording(), keyLog(), out);
            }
        };

        /** What the launcher's agent has written, of sessions of the JDK's provider. */
        private static Optional<String> keyLog() throws IOException {
            String file = System.getenv("SSLKEYLOGFILE");
            return file == null ? Optional.empty() : Optional.of(Files.readString(Path.of(file)));
        }

        void write(List<Session> sessions, OutputStream out) throws IOException {
            throw new UnsupportedOperationException("text goes to the terminal");
        }

        static Optional<Form> of(String file) {
            String name = file.toLowerCase(Locale.ROOT);
            for (Form form : values()) {
                if (form != TEXT && name.endsWith("." + form.name().toLowerCase(Locale.ROOT))) {
                    return Optional.of(form);
                }
            }
            return Optional.empty();
        }
    }

    /** From the option's value, which is empty where it has none. */
    static final class FromFile implements ITypeConverter<Wiretap> {
        @Override
        public Wiretap convert(String value) {
            if (value.isEmpty()) {
                return new Wiretap(Form.TEXT, null);
            }
            Form form = Form.of(value)
                    .orElseThrow(() ->
                            new TypeConversionException("'" + value + "' does not end in .html, .json or .pcapng"));
            return new Wiretap(form, Path.of(value));
        }
    }
}
