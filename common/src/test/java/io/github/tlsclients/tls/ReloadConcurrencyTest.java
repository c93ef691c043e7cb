package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two configurations that have nothing in common take turns: one speaks TLS 1.2, trusts the first root and shows a
 * certificate of it; the other speaks TLS 1.3, trusts the second root and shows one of that. The server decides by the
 * version which certificate it shows. Trust or keys of one with settings of the other could not shake hands.
 */
class ReloadConcurrencyTest {
    private static final int CALLERS = 6;
    private static final int RELOADS = 60;

    private final LabCa first = LabCa.create();
    private final LabCa second = LabCa.create();

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void everyConnectionIsOfOneGenerationAndNoneFails(TlsProvider provider) throws Exception {
        TlsConfig odd = config(provider, TlsVersion.TLS_1_2, first, "first");
        TlsConfig even = config(provider, TlsVersion.TLS_1_3, second, "second");
        TlsContext context = TlsContext.of(odd);
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try (RotatingEcho server = RotatingEcho.wantingClients(byVersion())) {
            AtomicBoolean over = new AtomicBoolean();
            Semaphore calls = new Semaphore(0);
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                running.add(callers.submit(calling(context, server.endpoint(), over, calls)));
            }
            for (int reload = 0; reload < RELOADS; reload++) {
                context.reload(reload % 2 == 0 ? even : odd);
                calls.drainPermits();
                assertThat(calls.tryAcquire(2, 20, TimeUnit.SECONDS))
                        .as("calls go on")
                        .isTrue();
            }
            over.set(true);
            int made = 0;
            for (Future<Integer> each : running) {
                made += each.get(60, TimeUnit.SECONDS);
            }

            assertThat(context.generation()).isEqualTo(RELOADS + 1);
            Set<String> kinds = new TreeSet<>();
            for (int i = 0; i < made; i++) {
                SSLSession session = server.nextSession();
                kinds.add(session.getProtocol() + " " + session.getPeerPrincipal());
            }
            assertThat(kinds).containsExactly("TLSv1.2 CN=first", "TLSv1.3 CN=second");
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void reloadsAtOnceEachHaveANumberOfTheirOwn() throws Exception {
        TlsContext context = TlsContext.of(config(TlsProvider.JDK, TlsVersion.TLS_1_3, first, "first"));
        List<Long> told = Collections.synchronizedList(new ArrayList<>());
        context.onReload(event -> told.add(event.generation()));
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<Long>> numbers = threads.invokeAll(Collections.nCopies(CALLERS, context::reload));
            List<Long> seen = new ArrayList<>();
            for (Future<Long> number : numbers) {
                seen.add(number.get());
            }
            assertThat(seen).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(told).containsExactlyInAnyOrderElementsOf(seen);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Half of the callers use one context, half bind a new one for every call, as sessions do. */
    private static Callable<Integer> calling(
            TlsContext context, Endpoint endpoint, AtomicBoolean over, Semaphore calls) {
        return () -> {
            int made = 0;
            while (!over.get()) {
                if (made % 2 == 0) {
                    try (SSLSocket socket =
                            (SSLSocket) context.socketFactory().createSocket("localhost", endpoint.port())) {
                        talk(socket);
                    }
                } else {
                    try (Socket socket =
                            TlsConnector.to(endpoint, context, clear -> {}).open()) {
                        talk(socket);
                    }
                }
                made++;
                calls.release();
            }
            return made;
        };
    }

    private static void talk(Socket socket) throws IOException {
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write('x');
        assertThat(socket.getInputStream().read()).isEqualTo('x');
    }

    private static TlsConfig config(TlsProvider provider, TlsVersion version, LabCa ca, String name) {
        LabCertificate client = ca.issue(CertificateSpec.client(name));
        return TlsConfig.builder()
                .provider(provider)
                .versions(version)
                .trust(Trust.certificates(ca.certificate()))
                .identity(Identity.of(client.key(), client.chain()))
                .build();
    }

    private SSLContext byVersion() throws Exception {
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        roots.setCertificateEntry("first", first.certificate());
        roots.setCertificateEntry("second", second.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {new ByVersion(first.issue("localhost"), second.issue("localhost"))},
                trust.getTrustManagers(),
                null);
        return context;
    }

    /** Shows the first certificate in TLS 1.2 and the second in TLS 1.3. */
    @NullUnmarked // the signatures are JSSE's
    private static final class ByVersion extends X509ExtendedKeyManager {
        private final LabCertificate first;
        private final LabCertificate second;

        ByVersion(LabCertificate first, LabCertificate second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return keyType.equals("EC")
                    ? ((SSLSocket) socket).getHandshakeSession().getProtocol()
                    : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return of(alias).chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return of(alias).key();
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[] {"TLSv1.2", "TLSv1.3"};
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return null;
        }

        private LabCertificate of(String alias) {
            return alias.equals("TLSv1.2") ? first : second;
        }
    }
}
