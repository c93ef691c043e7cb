package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a message ends, and which answer belongs to it. */
class SmtpFramingTest extends ProtectedScript {
    private static final String EXTENSIONS = "250-mx\r\n250 AUTH PLAIN\r\n";

    /** RFC 5321 section 2.3.8; this server takes a bare CR and a bare LF for line ends, as those that can be fooled do. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n.\n",
                "\r.\r",
                "\n.\r\n",
                "\r\n.\n",
                "\r.\n",
                "\n.\r",
                "\r\n.\r\n",
                "\r\n\r.\r\n",
                "\r\r\n.\r\r\n",
                ".\n",
                "\n..\n",
                "\n.\0\n",
                "ü\n.\n"
            })
    void noTextEndsItsMessageEarly(String end) throws Exception {
        String smuggled = "MAIL FROM:<eve@evil.test>\r\nRCPT TO:<bob@lab.test>\r\nDATA\r\n";
        try (ScriptServer server = server(GREETING, smtp(EXTENSIONS))) {
            try (SmtpSession session = connect(server)) {
                session.send(message().text("hello" + end + smuggled + "evil\n").build());
                session.send(message().text(end + smuggled).build());
            }
            List<String> heard = server.heardUntil("QUIT");
            assertThat(heard).filteredOn(line -> line.equals(".")).hasSize(2);
            assertThat(heard.get(heard.indexOf(".") + 1)).isEqualTo("MAIL FROM:<ada@lab.test>");
            assertThat(heard.subList(heard.lastIndexOf("."), heard.size())).containsExactly(".", "QUIT");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', CONNECTION_LOST",
        "354 go, PROTOCOL_ERROR",
        "251 elsewhere, PROTOCOL_ERROR",
        "hello, PROTOCOL_ERROR"
    })
    void aMessageWithoutAVerdictIsInDoubt(String verdict, TlsFailure expected) throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        String answer = verdict.isEmpty() ? ScriptServer.HANG_UP : verdict + "\r\n";
        try (ScriptServer server = server(GREETING, line -> {
                    String fine = smtp.apply(line);
                    return line.equals(".") ? answer : fine;
                });
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.send(message().build()));

            assertThat(failure.failure()).isEqualTo(expected);
            assertThat(failure.getMessage()).endsWith("; it is not known whether the server took the message");
            assertThat(failure.hint()).contains("it may come twice");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 no", "421 closing", "451 later"})
    void aRefusedMessageIsNotInDoubt(String verdict) throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        try (ScriptServer server = server(GREETING, line -> {
                    String fine = smtp.apply(line);
                    return line.equals(".") ? verdict + "\r\n" : fine;
                });
                SmtpSession session = connect(server)) {
            TlsException failure = refusal(() -> session.send(message().build()));

            assertThat(failure.failure()).isEqualTo(TlsFailure.REFUSED_BY_SERVER);
            assertThat(failure.getMessage()).contains(verdict).doesNotContain("not known");
        }
    }

    @Test
    void whatTheServerSaysReachesNoTerminalAsItIs() throws IOException {
        UnaryOperator<String> smtp = smtp(EXTENSIONS);
        try (ScriptServer server = server(GREETING, line -> {
                    String fine = smtp.apply(line);
                    return line.equals(".") ? "250 \33[2Jtaken\7\r\n" : fine;
                });
                SmtpSession session = connect(server)) {
            assertThat(session.send(message().build()).reply()).isEqualTo("250 ?[2Jtaken?");
        }
    }
}
