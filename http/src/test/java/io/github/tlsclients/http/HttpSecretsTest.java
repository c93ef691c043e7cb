package io.github.tlsclients.http;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.http.cli.HttpModule;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.secrets.SecretsContract;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import java.util.function.UnaryOperator;

class HttpSecretsTest extends SecretsContract {
    @Override
    protected Protocol protocol() {
        return Protocol.HTTP;
    }

    @Override
    protected ProtocolModule module() {
        return new HttpModule();
    }

    @Override
    protected String greeting() {
        return "";
    }

    @Override
    protected UnaryOperator<String> script(boolean believes) {
        String[] login = {""};
        return line -> {
            login[0] = line.startsWith("Authorization") ? line : login[0];
            String version = believes ? "HTTP/1.1 500 " : "HTTQ "; // an answer, and what is none
            return line.isEmpty() ? version + echo(login[0]) + "\r\nContent-Length: 0\r\n\r\n" : "";
        };
    }

    @Override
    protected AutoCloseable open(Endpoint endpoint, TlsContext context) {
        return HttpSession.open(endpoint, context);
    }

    @Override
    protected void use(AutoCloseable session, Credential credential) throws Exception {
        ((HttpSession) session).login(credential.user(), credential.secret());
        ((HttpSession) session).get().orRefusal().close();
    }

    @Override
    protected List<String> command(String uri) {
        return List.of("get", uri);
    }
}
