package io.github.tlsclients.imap;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.imap.cli.ImapModule;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.secrets.SecretsContract;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

class ImapSecretsTest extends SecretsContract {
    private static final String CAPABILITIES = "CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2";

    @Override
    protected Protocol protocol() {
        return Protocol.IMAP;
    }

    @Override
    protected ProtocolModule module() {
        return new ImapModule();
    }

    @Override
    protected String greeting() {
        return "* OK [" + CAPABILITIES + "] hello\r\n";
    }

    @Override
    protected UnaryOperator<String> script(boolean believes) {
        return line -> {
            String[] words = line.split(" ", 3);
            String command = words.length > 1 ? words[1] : "";
            return switch (command) {
                case "CAPABILITY" -> "* " + CAPABILITIES + "\r\n" + words[0] + " OK\r\n";
                case "AUTHENTICATE", "LOGIN" -> words[0] + (believes ? " OK in" : " NO " + echo(line)) + "\r\n";
                case "LIST" -> words[0] + " BAD " + echo(line) + "\r\n";
                default -> words[0] + " NO " + echo(line) + "\r\n";
            };
        };
    }

    @Override
    protected AutoCloseable open(Endpoint endpoint, TlsContext context) throws Exception {
        return ImapSession.connect(endpoint, context);
    }

    @Override
    protected void use(AutoCloseable session, Credential credential) throws Exception {
        ((ImapSession) session).login(credential);
        ((ImapSession) session).folders();
    }

    @Override
    protected List<String> command(String uri) {
        return List.of("list", uri + "/INBOX");
    }

    @Override
    protected Stream<Credential> credentials() {
        return Stream.concat(
                super.credentials(),
                Stream.of(
                        Credential.password(USER, SECRET.toCharArray()).by(Mechanism.LOGIN),
                        Credential.token(USER, SECRET.toCharArray())));
    }
}
