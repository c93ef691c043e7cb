package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.GuessingGame;
import io.github.tlsclients.http.HttpAnswer;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.http.lab.Clinic;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import okhttp3.Headers;

/** Which page of a clinic does somebody read? */
final class PagesGame implements GuessingGame {
    private final String title;
    private final Clinic clinic;

    private PagesGame(String title, Clinic clinic) {
        this.title = title;
        this.clinic = clinic;
    }

    static List<GuessingGame> all(LabCertificate certificate) throws IOException {
        return List.of(
                new PagesGame("three pages, by HTTP/1.1", Clinic.http1(certificate)),
                new PagesGame("the same by HTTP/2, which changes nothing", Clinic.http2(certificate)),
                new PagesGame("the same, each padded by the server to 16 KiB", Clinic.padded(certificate)));
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<String> things() {
        return Clinic.PAGES;
    }

    @Override
    public void fetch(String page, TlsContext context) throws TlsException {
        Endpoint endpoint = Endpoint.of(Protocol.HTTP, TlsMode.IMPLICIT, "localhost", clinic.port());
        try (HttpSession session = HttpSession.open(endpoint, context);
                HttpAnswer answer = session.get(page, Headers.EMPTY).orRefusal()) {
            answer.body().transferTo(OutputStream.nullOutputStream());
        } catch (TlsException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a body fails with a diagnosis", e);
        }
    }

    @Override
    public void close() {
        clinic.close();
    }
}
