package io.github.tlsclients.smtp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.secrets.SecretsContract;
import io.github.tlsclients.smtp.cli.SmtpModule;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

class SmtpSecretsTest extends SecretsContract {
    @Override
    protected Protocol protocol() {
        return Protocol.SMTP;
    }

    @Override
    protected ProtocolModule module() {
        return new SmtpModule();
    }

    @Override
    protected String greeting() {
        return "220 mx\r\n";
    }

    @Override
    protected UnaryOperator<String> script(boolean believes) {
        return line -> line.startsWith("EHLO")
                ? "250-mx\r\n250 AUTH PLAIN XOAUTH2\r\n"
                : line.startsWith("AUTH") && believes ? "235 in\r\n" : "550 " + echo(line) + "\r\n";
    }

    @Override
    protected AutoCloseable open(Endpoint endpoint, TlsContext context) throws Exception {
        return SmtpSession.connect(endpoint, context);
    }

    @Override
    protected void use(AutoCloseable session, Credential credential) throws Exception {
        ((SmtpSession) session).login(credential);
        ((SmtpSession) session).send(ProtectedScript.message().build());
    }

    @Override
    protected List<String> command(String uri) {
        return List.of("send", uri, "--from", "ada@lab.test", "--to", "bob@lab.test");
    }

    @Override
    protected Stream<Credential> credentials() {
        return Stream.concat(super.credentials(), Stream.of(Credential.token(USER, SECRET.toCharArray())));
    }
}
