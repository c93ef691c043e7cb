package io.github.tlsclients.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class TestPkiTest {
    @RegisterExtension
    static final TestPki pki = TestPki.create(CertificateSpec.authority(), 1);

    private static final List<Object> ROOTS = new ArrayList<>();
    private static final List<URI> STARTED = new ArrayList<>();

    @Test
    void hasOneRootForTheWholeClass() {
        ROOTS.add(pki.root());
        assertThat(ROOTS).containsOnly(pki.root());
    }

    @Test
    void isTheParameterOfATest(TestPki parameter) {
        ROOTS.add(parameter.root());
        assertThat(parameter).isSameAs(pki);
    }

    @Test
    void issuesFromItsIntermediate() {
        LabCertificate server = pki.server();

        assertThat(server.chain()).hasSize(3).endsWith(pki.root().certificate());
        assertThat(pki.client("alice").leaf().getSubjectX500Principal().getName())
                .isEqualTo("CN=alice");
    }

    @Test
    void whatIsIssuedOnceStatusRunsNamesIt() {
        StatusServer status = pki.status();

        assertThat(pki.status()).isSameAs(status);
        for (int i = 0; i < 2; i++) {
            assertThat(pki.server().chain().get(i).getNonCriticalExtensionOIDs())
                    .contains("1.3.6.1.5.5.7.1.1");
        }
    }

    @Nested
    class Inside {
        @Test
        void isTheSameAsOutside() throws IOException {
            assertThat(connects(pki.status().ocspUri())).isTrue();
        }
    }

    @AfterAll
    static void nothingIsStoppedBeforeTheLastTest() throws IOException {
        assertThat(connects(pki.status().ocspUri())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(classes = {OfTheClass.class, OfTheInstance.class, ByAnnotation.class})
    void isStoppedWhenTheTestsAreOver(Class<?> tests) {
        STARTED.clear();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();

        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .build(),
                        summary);

        assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(1);
        assertThat(STARTED)
                .hasSize(1)
                .allSatisfy(uri -> assertThatThrownBy(() -> connects(uri)).isInstanceOf(ConnectException.class));
    }

    static final class OfTheClass {
        @RegisterExtension
        static final TestPki pki = TestPki.create();

        @Test
        void starts() throws IOException {
            start(pki);
        }
    }

    static final class OfTheInstance {
        @RegisterExtension
        final TestPki pki = TestPki.create();

        @Test
        void starts() throws IOException {
            start(pki);
        }
    }

    @ExtendWith(TestPki.class)
    static final class ByAnnotation {
        @Test
        void starts(TestPki pki) throws IOException {
            start(pki);
        }
    }

    private static void start(TestPki pki) throws IOException {
        STARTED.add(pki.status().ocspUri());
        assertThat(connects(pki.status().ocspUri())).isTrue();
    }

    private static boolean connects(URI uri) throws IOException {
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            return socket.isConnected();
        }
    }
}
