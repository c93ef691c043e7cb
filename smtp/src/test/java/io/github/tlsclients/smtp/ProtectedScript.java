package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests need of servers whose certificate is fine, and who may be no good otherwise. */
abstract class ProtectedScript {
    static final String GREETING = "220 mx ESMTP\r\n";

    private final LabCa ca = LabCa.create();

    /** A decent server, but for what it says of itself. */
    static UnaryOperator<String> smtp(String hello) {
        Map<String, String> answers = Map.of(
                "EHLO", hello,
                "DATA", "354 go\r\n",
                "QUIT", "221 bye\r\n");
        boolean[] state = {false, false};
        return line -> {
            String verb = line.toUpperCase(Locale.ROOT).split(" ", 2)[0];
            if (state[0]) {
                state[0] = !line.equals(".");
                return state[0] ? "" : "250 queued\r\n";
            }
            if (verb.equals("AUTH")) {
                return line.startsWith("AUTH PLAIN ") ? "235 in\r\n" : "334 VXNlcm5hbWU6\r\n";
            }
            if (!line.contains(" ") && !line.isEmpty() && !verb.matches("DATA|QUIT|RSET|NOOP")) {
                state[1] = !state[1]; // AUTH LOGIN: the user, then the password
                return state[1] ? "334 UGFzc3dvcmQ6\r\n" : "235 in\r\n";
            }
            state[0] = verb.equals("DATA");
            return answers.getOrDefault(verb, "250 fine\r\n");
        };
    }

    static OutgoingMessage.Builder message() {
        return OutgoingMessage.from("ada@lab.test").to("ada@lab.test").text("hello\n");
    }

    final ScriptServer server(String greeting, UnaryOperator<String> script) throws IOException {
        return ScriptServer.protectedBy(ca.issue("localhost").serverContext(), greeting, script);
    }

    final SmtpSession connect(ScriptServer server) throws TlsException {
        return connect(server, TlsProvider.JDK, Duration.ofSeconds(30));
    }

    final SmtpSession connect(ScriptServer server, TlsProvider provider, Duration timeout) throws TlsException {
        TlsConfig config =
                context(timeout).config().toBuilder().provider(provider).build();
        Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.IMPLICIT, "localhost", server.port());
        return SmtpSession.connect(endpoint, TlsContext.of(config));
    }

    final TlsContext context(Duration timeout) {
        return TlsContext.of(TlsConfig.builder()
                .trust(Trust.certificates(ca.certificate()))
                .timeout(timeout)
                .build());
    }

    static TlsException refusal(ThrowingCallable action) {
        TlsException failure = catchThrowableOfType(TlsException.class, action);
        assertThat(failure).as("what was to be refused").isNotNull();
        return failure;
    }
}
