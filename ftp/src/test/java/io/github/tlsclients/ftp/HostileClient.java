package io.github.tlsclients.ftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that means to transfer a file, against servers and people between that mean something else. */
abstract class HostileClient {
    static final byte[] FILE = new byte[1000];

    final LabCa ca = LabCa.create();
    final LabCertificate certificate = ca.issue("localhost");

    /** Both providers see these attacks in code of their own. */
    static Stream<Way> ways() {
        return Stream.of(
                Way.SIMPLEST,
                new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_2, TlsProvider.JDK),
                new Way(TlsMode.IMPLICIT, TlsVersion.TLS_1_2, TlsProvider.BOUNCY_CASTLE));
    }

    static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    interface Action {
        void on(FtpSession session) throws TlsException;
    }

    TlsFailure failureOf(Way way, HostileFtp server, Action action) {
        return refusal(way, server, action).failure();
    }

    TlsException refusal(Way way, HostileFtp server, Action action) {
        return catchThrowableOfType(TlsException.class, () -> {
            try (FtpSession session = loggedIn(way, server)) {
                action.on(session);
            }
        });
    }

    FtpSession loggedIn(Way way, HostileFtp server) throws TlsException {
        return loggedIn(way, server, Duration.ofSeconds(20));
    }

    FtpSession loggedIn(Way way, HostileFtp server, Duration timeout) throws TlsException {
        Endpoint endpoint = Endpoint.of(Protocol.FTP, TlsMode.IMPLICIT, "localhost", server.port());
        TlsContext context = TlsContext.of(way.config(ca).timeout(timeout).build());
        FtpSession session = FtpSession.connect(endpoint, context);
        session.login("ada", "secret".toCharArray());
        return session;
    }

    static void download(FtpSession session) throws TlsException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        session.get("x", content);
        assertThat(content.size()).isEqualTo(FILE.length);
    }

    static void upload(FtpSession session) throws TlsException {
        session.put(new ByteArrayInputStream(FILE), "x");
    }

    static void sendFile(Socket tcp, SSLContext own) throws IOException {
        try (SSLSocket tls = HostileFtp.resumed(tcp, own)) {
            tls.getOutputStream().write(FILE);
        }
    }

    static void takeFile(Socket tcp, SSLContext own) throws IOException {
        try (SSLSocket tls = HostileFtp.resumed(tcp, own)) {
            tls.getInputStream().readAllBytes();
        }
    }
}
