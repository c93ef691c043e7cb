package io.github.tlsclients.ftp;

import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.ftp.cli.FtpModule;
import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.secrets.SecretsContract;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import java.util.List;
import java.util.function.UnaryOperator;

class FtpSecretsTest extends SecretsContract {
    @Override
    protected Protocol protocol() {
        return Protocol.FTP;
    }

    @Override
    protected ProtocolModule module() {
        return new FtpModule();
    }

    @Override
    protected String greeting() {
        return "220 hello\r\n";
    }

    @Override
    protected UnaryOperator<String> script(boolean believes) {
        return line -> {
            String answer = switch (line.split(" ", 2)[0]) {
                case "PBSZ", "PROT", "TYPE" -> "200 fine";
                case "USER" -> "331 password";
                case "PASS" -> believes ? "230 in" : "530 " + echo(line);
                default -> "553 " + echo(line);
            };
            return answer + "\r\n";
        };
    }

    @Override
    protected AutoCloseable open(Endpoint endpoint, TlsContext context) throws Exception {
        return FtpSession.connect(endpoint, context);
    }

    @Override
    protected void use(AutoCloseable session, Credential credential) throws Exception {
        ((FtpSession) session).login(credential.user(), credential.secret());
        ((FtpSession) session).list("folder");
    }

    @Override
    protected List<String> command(String uri) {
        return List.of("ls", uri + "/folder");
    }
}
