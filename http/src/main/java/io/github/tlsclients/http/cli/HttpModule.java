package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.GuessingGame;
import io.github.tlsclients.cli.ProtocolModule;
import io.github.tlsclients.cli.Subcommands;
import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpProxy;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.http.lab.HostileHttp;
import io.github.tlsclients.http.lab.HttpFault;
import io.github.tlsclients.http.lab.HttpLab;
import io.github.tlsclients.lab.Fault;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.matrix.Cell;
import io.github.tlsclients.matrix.MatrixServer;
import io.github.tlsclients.matrix.Trial;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** HTTP for the command line. */
public final class HttpModule implements ProtocolModule {
    /** For {@link java.util.ServiceLoader}. */
    public HttpModule() {}

    @Override
    public Protocol protocol() {
        return Protocol.HTTP;
    }

    @Override
    public String[] description() {
        return new String[] {
            "HTTP over TLS: https://host[:443]/path begins with TLS,"
                    + " http+starttls://host[:631]/path upgrades to it (RFC 2817) or fails."
        };
    }

    @Override
    public Subcommands verbs() {
        return new Subcommands().with("get", GetCommand::new).with("probe", ProbeCommand::new);
    }

    @Override
    public LabServer startServer(TlsMode mode, LabCertificate certificate, LabAccount account) throws IOException {
        return HttpLab.start(mode, certificate, account);
    }

    @Override
    public LabServer startStripped() throws IOException {
        return HttpLab.startStripped();
    }

    @Override
    public Visit visit(Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException {
        try (HttpSession session = HttpSession.open(endpoint, context)) {
            return visit(session, endpoint);
        }
    }

    private static Visit visit(HttpSession session, Endpoint endpoint) throws TlsException {
        try (HttpAnswer answer = session.get().orRefusal()) {
            long bytes = answer.body().transferTo(OutputStream.nullOutputStream());
            return new Visit(
                    session.report(),
                    List.of(
                            "GET " + endpoint.path() + " by " + answer.protocol(),
                            answer.statusLine() + ", " + bytes + " bytes"));
        } catch (TlsException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a body fails with a diagnosis", e);
        }
    }

    /** With a login, through the proxy where that is the attacker, and again: a surplus is taken for the next answer. */
    @Override
    public Visit visit(Fault fault, Endpoint endpoint, TlsContext context, LabAccount account) throws TlsException {
        try (HttpSession session = open(fault, endpoint, context)) {
            session.login(account.user(), account.password().toCharArray());
            visit(session, endpoint);
            return visit(session, endpoint);
        }
    }

    private static HttpSession open(Fault fault, Endpoint endpoint, TlsContext context) {
        return fault instanceof HttpFault own && own.isProxys()
                ? HttpSession.open(endpoint, context, HttpProxy.parse("https://localhost:" + endpoint.port()))
                : HttpSession.open(endpoint, context);
    }

    @Override
    public List<Fault> ownFaults() {
        return List.of(HttpFault.values());
    }

    @Override
    public HostileServer.Script script(Stage stage) {
        return new HostileHttp();
    }

    @Override
    public List<GuessingGame> games(LabCertificate certificate, LabAccount account) throws IOException {
        return PagesGame.all(certificate);
    }

    @Override
    public List<MatrixServer> servers() {
        MatrixServer cups = cups("cups")
                .without(
                        Trial.POST_QUANTUM,
                        cell -> true,
                        "is built on GnuTLS 3.8.9 without ML-KEM; so see cups-openssl");
        return List.of(
                MatrixServer.of(Protocol.HTTP, "nginx")
                        .without(TlsMode.STARTTLS, "does not know the upgrade of RFC 2817"),
                MatrixServer.of(Protocol.HTTP, "apache")
                        .without(TlsMode.STARTTLS, "has dropped the upgrade of RFC 2817 with 2.4.64 (CVE-2025-49812)"),
                MatrixServer.of(Protocol.HTTP, "haproxy")
                        .without(TlsMode.STARTTLS, "does not know the upgrade of RFC 2817"),
                cups,
                cups("cups-openssl"));
    }

    private static MatrixServer cups(String build) {
        return MatrixServer.of(Protocol.HTTP, build)
                .without(Trial.SESSION, Cell::clientCertificate, "never asks for a client certificate")
                .without(Trial.RESUMPTION, cell -> true, "keeps no session: each connection begins anew");
    }

    @Override
    public String visitCommand(String uri, String options) {
        return "tls http get " + options + " " + uri; // of HTTP it has its path always
    }

    /** A surplus behind the first answer is taken for the second. */
    @Override
    public String visitCommand(Fault fault, String uri, String options) {
        String command = visitCommand(uri, options);
        return fault == HttpFault.SECOND_ANSWER_GLUED ? command + " " + uri : command;
    }

    @Override
    public List<String> tryOut(Map<TlsMode, Integer> ports) {
        Integer implicit = ports.get(TlsMode.IMPLICIT);
        Integer upgrading = ports.get(TlsMode.STARTTLS);
        return List.of(
                "curl --cacert $CA https://localhost:" + implicit + "/",
                "echo \"user = ada:$(cat $PASSWORD_FILE)\" | curl -K - --cacert $CA https://localhost:" + implicit
                        + "/private",
                "openssl s_client -connect localhost:" + implicit
                        + " -CAfile $CA -verify_return_error -alpn h2 </dev/null",
                "tls http get https://localhost:" + implicit + "/ --ca $CA",
                // curl and openssl do not know this upgrade; they can show how it begins
                "curl -i --max-time 1 -X OPTIONS --request-target '*' -H 'Connection: Upgrade' -H 'Upgrade: TLS/1.2'"
                        + " http://localhost:" + upgrading,
                "tls http get http+starttls://localhost:" + upgrading + "/ --ca $CA");
    }

    @Override
    public Dialect dialect() {
        return new HttpDialect();
    }
}
