package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.HostileServer;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabPki;
import io.github.tlsclients.lab.Peer;
import io.github.tlsclients.lab.Stage;
import io.github.tlsclients.lab.UpgradeFault;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.ResumedChannel;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConnector;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsEcho;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.tls.TlsProvider;
import io.github.tlsclients.tls.TlsVersion;
import io.github.tlsclients.tls.Trust;
import io.github.tlsclients.tls.Upgrade;
import io.github.tlsclients.wire.HandshakeMessage.Alert;
import io.github.tlsclients.wire.HandshakeMessage.Certificate;
import io.github.tlsclients.wire.HandshakeMessage.ClientHello;
import io.github.tlsclients.wire.HandshakeMessage.ServerHello;
import io.github.tlsclients.wire.HandshakeMessage.ServerKeyExchange;
import io.github.tlsclients.wire.WireEvent.ClearLine;
import io.github.tlsclients.wire.WireEvent.ContentType;
import io.github.tlsclients.wire.WireEvent.TlsRecord;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions of either provider with real servers, as an eavesdropper reads them. */
class ConversationTest {
    private static final byte[] SECRET = "the text that nobody else is to read".getBytes(StandardCharsets.US_ASCII);

    private final LabCa ca = LabCa.create();
    private final LabCertificate certificate = ca.issue("localhost");
    private final Recording recording = new Recording();

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void ofTls13TheHellosCanBeReadAndNothingElse(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            exchange(connector(server.endpoint(), client(provider).versions(TlsVersion.TLS_1_3)));
        }

        Conversation conversation = only();
        assertThat(conversation.tlsBegins()).contains(0);
        assertThat(conversation.closed()).isPresent();
        assertThat(readable(conversation, Direction.TO_SERVER)).containsExactly("ClientHello");
        assertThat(readable(conversation, Direction.TO_CLIENT)).containsExactly("ServerHello");
        ClientHello client = conversation.first(ClientHello.class).orElseThrow();
        assertThat(client.serverName()).contains("localhost");
        assertThat(client.versions()).containsExactly("TLSv1.3");
        assertThat(client.cipherSuites()).contains("TLS_AES_256_GCM_SHA384").allMatch(name -> name.startsWith("TLS_"));
        assertThat(client.groups()).contains("x25519", "secp256r1").containsAll(client.keyShares());
        assertThat(client.keyShares()).isNotEmpty();
        assertThat(client.signatureSchemes()).contains("ecdsa_secp256r1_sha256", "rsa_pss_rsae_sha256");
        assertThat(client.resuming()).isFalse();
        assertThat(client.ja3()).matches("[0-9a-f]{32}");
        assertThat(client.ja4()).matches("t13d\\d{4}00_[0-9a-f]{12}_[0-9a-f]{12}");
        ServerHello chosen = conversation.first(ServerHello.class).orElseThrow();
        assertThat(chosen.version()).isEqualTo("TLSv1.3");
        assertThat(client.cipherSuites()).contains(chosen.cipherSuite());
        assertThat(client.groups()).contains(chosen.group().orElseThrow());
        assertThat(chosen.resumed()).isFalse();
        assertThat(chosen.retry()).isFalse();
        assertThat(records(conversation).filter(TlsRecord::encrypted).map(TlsRecord::type))
                .containsOnly(ContentType.APPLICATION_DATA);
        assertThat(conversation.encryptedBytes(Direction.TO_SERVER)).isGreaterThan(SECRET.length + 5);
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void ofTls12EverythingUpToTheChangeOfKeysCanBeRead(TlsProvider provider) throws IOException {
        LabCertificate alice = ca.issue(CertificateSpec.client("alice"));
        try (TlsEcho server = TlsEcho.wantingClients(certificate, ca.certificate(), "TLSv1.2")) {
            exchange(connector(server.endpoint(), client(provider).identity(alice.identity())));
        }

        Conversation conversation = only();
        assertThat(readable(conversation, Direction.TO_SERVER))
                .containsExactly("ClientHello", "Certificate", "ClientKeyExchange", "CertificateVerify");
        assertThat(readable(conversation, Direction.TO_CLIENT))
                .containsSubsequence(
                        "ServerHello", "Certificate", "ServerKeyExchange", "CertificateRequest", "ServerHelloDone");
        assertThat(chain(conversation, Direction.TO_CLIENT).get(0)).isEqualTo(certificate.leaf());
        assertThat(chain(conversation, Direction.TO_SERVER).get(0)).isEqualTo(alice.leaf());
        ServerHello chosen = conversation.first(ServerHello.class).orElseThrow();
        assertThat(chosen.version()).isEqualTo("TLSv1.2");
        assertThat(chosen.group()).isEmpty();
        assertThat(conversation.first(ServerKeyExchange.class).orElseThrow().group())
                .contains("x25519");
        // the Finished of both sides, and the data
        assertThat(records(conversation).filter(TlsRecord::encrypted).map(TlsRecord::type))
                .contains(ContentType.HANDSHAKE, ContentType.APPLICATION_DATA)
                .doesNotContain(ContentType.CHANGE_CIPHER_SPEC);
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLS_1_2", "JDK, TLS_1_3", "BOUNCY_CASTLE, TLS_1_2"})
    void aSecondConnectionIsSeenAndThatItResumes(TlsProvider provider, TlsVersion version) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            TlsConnector client = connector(server.endpoint(), client(provider).versions(version));
            try (Socket control = client.open()) {
                control.getOutputStream().write(1);
                assertThat(control.getInputStream().read()).isEqualTo(1); // a ticket of TLS 1.3 has come by now
                Socket tcp = new Socket("localhost", server.endpoint().port());
                try (ResumedChannel data = client.resume(tcp)) {
                    data.getOutputStream().write(2);
                    assertThat(data.getInputStream().read()).isEqualTo(2);
                }
            }
        }

        List<Conversation> both = conversations();
        assertThat(both).hasSize(2);
        assertThat(both.get(1).number()).isEqualTo(2);
        assertThat(both.get(1).client()).isNotEqualTo(both.get(0).client());
        assertThat(both.get(0).first(ClientHello.class).orElseThrow().resuming())
                .isFalse();
        assertThat(both.get(0).first(ServerHello.class).orElseThrow().resumed()).isFalse();
        assertThat(both.get(1).first(ServerHello.class).orElseThrow().resumed()).isTrue();
        assertThat(both.get(1).first(ClientHello.class).orElseThrow().resuming())
                .isTrue();
        assertThat(both.get(1).first(Certificate.class)).isEmpty();
    }

    /** Bouncy Castle has no ticket of TLS 1.2, but a number that might be a random one of TLS 1.3. */
    @ParameterizedTest
    @CsvSource({"JDK, true", "BOUNCY_CASTLE, false"})
    void whetherANumberIsThatOfASessionTheServerTells(TlsProvider provider, boolean ticket) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate, "TLSv1.2")) {
            TlsConnector client = connector(server.endpoint(), client(provider));
            exchange(client);
            exchange(client);
        }

        Conversation second = conversations().get(1);
        assertThat(second.first(ClientHello.class).orElseThrow().versions()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(second.first(ClientHello.class).orElseThrow().resuming()).isEqualTo(ticket);
        assertThat(second.first(ServerHello.class).orElseThrow().resumed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aSecondClientHelloIsReadAsWell(TlsProvider provider) throws IOException {
        LabCertificate rsa = ca.issue(CertificateSpec.server("localhost").with(LabCa.KeyType.RSA));
        try (TlsEcho server = TlsEcho.offeringOnly(rsa, "secp384r1")) {
            exchange(connector(server.endpoint(), client(provider)));
        }

        Conversation conversation = only();
        assertThat(readable(conversation, Direction.TO_CLIENT)).containsExactly("HelloRetryRequest", "ServerHello");
        assertThat(readable(conversation, Direction.TO_SERVER)).containsExactly("ClientHello", "ClientHello");
        ServerHello retry = conversation.first(ServerHello.class).orElseThrow();
        assertThat(retry.retry()).isTrue();
        assertThat(retry.group()).contains("secp384r1");
        assertThat(messages(conversation, Direction.TO_SERVER)
                        .map(ClientHello.class::cast)
                        .map(hello -> hello.keyShares().contains("secp384r1")))
                .containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource({"JDK, TLS_1_2", "JDK, TLS_1_3", "BOUNCY_CASTLE, TLS_1_2", "BOUNCY_CASTLE, TLS_1_3"})
    void theDialogueBeforeAnUpgradeCanBeRead(TlsProvider provider, TlsVersion version) throws IOException {
        LabPki pki = LabPki.create();
        Stage stage =
                new Stage(Protocol.SMTP, TlsMode.STARTTLS, UpgradeFault.STARTTLS_REFUSED, pki, LabAccount.create());
        try (HostileServer server = HostileServer.start(stage, ConversationTest::consent)) {
            Endpoint endpoint = Endpoint.of(Protocol.SMTP, TlsMode.STARTTLS, "localhost", server.port());
            Upgrade upgrade = clear -> {
                clear.readLine();
                clear.send("STARTTLS");
                clear.readLine();
            };
            exchange(TlsConnector.to(
                    endpoint,
                    TlsContext.of(stage.client()
                                    .provider(provider)
                                    .versions(version)
                                    .build())
                            .observedBy(recording),
                    upgrade));
        }

        Conversation conversation = only();
        assertThat(conversation.tlsBegins()).contains(3);
        assertThat(conversation.events().stream()
                        .filter(ClearLine.class::isInstance)
                        .map(ClearLine.class::cast)
                        .map(line -> line.direction().sender() + ": " + line.text()))
                .containsExactly("S: 220 here", "C: STARTTLS", "S: 220 go ahead");
        assertThat(conversation.events().get(1).size()).isEqualTo("STARTTLS\r\n".length());
        assertThat(conversation.first(ServerHello.class).orElseThrow().version())
                .isEqualTo(version.jsseName());
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void aRefusalBeforeThereAreKeysCanBeRead(TlsProvider provider) throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate, "TLSv1.2")) {
            TlsConnector client = connector(server.endpoint(), client(provider).versions(TlsVersion.TLS_1_3));
            assertThatThrownBy(client::open).isInstanceOf(IOException.class);
        }

        assertThat(only().first(Alert.class)).contains(new Alert(true, "protocol_version"));
    }

    @ParameterizedTest
    @EnumSource(TlsProvider.class)
    void whyACertificateWasRefusedCanBeReadInTls12Alone(TlsProvider provider) throws IOException {
        LabCertificate foreign = LabCa.create().issue("localhost");
        for (TlsVersion version : TlsVersion.values()) {
            try (TlsEcho server = TlsEcho.start(foreign)) {
                TlsConnector client =
                        connector(server.endpoint(), client(provider).versions(version));
                assertThatThrownBy(client::open).isInstanceOf(IOException.class);
            }
        }

        List<Conversation> both = conversations();
        assertThat(both.get(TlsVersion.TLS_1_2.ordinal()).first(Alert.class))
                .hasValueSatisfying(alert -> assertThat(alert.fatal()).isTrue());
        assertThat(both.get(TlsVersion.TLS_1_3.ordinal()).first(Alert.class)).isEmpty();
    }

    @Test
    void bothEndsAreNamedAndTimesGoForward() throws IOException {
        try (TlsEcho server = TlsEcho.start(certificate)) {
            exchange(connector(server.endpoint(), client(TlsProvider.JDK)));

            assertThat(only().server().getPort()).isEqualTo(server.endpoint().port());
        }
        Conversation conversation = only();
        assertThat(conversation.client().getPort()).isNotZero();
        assertThat(conversation.events()).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        assertThat(conversation.events().get(0).at()).isGreaterThanOrEqualTo(conversation.opened());
        assertThat(recording.questions()).extracting(NameQuestion::name).containsExactly("localhost");
        assertThat(conversation.events().stream().mapToInt(WireEvent::size).sum())
                .isEqualTo(recording.flows().get(0).segments().stream()
                        .mapToInt(segment -> segment.bytes().length)
                        .sum());
    }

    private static void consent(Peer client) throws IOException {
        client.say("220 here");
        client.hear();
        client.say("220 go ahead");
        client.startTls();
        client.in().transferTo(client.out());
    }

    private TlsConfig.Builder client(TlsProvider provider) {
        return TlsConfig.builder().trust(Trust.certificates(ca.certificate())).provider(provider);
    }

    private TlsConnector connector(Endpoint endpoint, TlsConfig.Builder config) {
        return TlsConnector.to(endpoint, TlsContext.of(config.build()).observedBy(recording), clear -> {});
    }

    private static void exchange(TlsConnector client) throws IOException {
        try (Socket socket = client.open()) {
            socket.getOutputStream().write(SECRET);
            assertThat(socket.getInputStream().readNBytes(SECRET.length)).isEqualTo(SECRET);
        }
    }

    private List<Conversation> conversations() {
        return recording.flows().stream().map(Conversation::of).toList();
    }

    private Conversation only() {
        assertThat(recording.flows()).hasSize(1);
        return conversations().get(0);
    }

    private static Stream<TlsRecord> records(Conversation conversation) {
        return conversation.events().stream()
                .filter(TlsRecord.class::isInstance)
                .map(TlsRecord.class::cast);
    }

    private static Stream<HandshakeMessage> messages(Conversation conversation, Direction direction) {
        return records(conversation)
                .filter(record -> record.direction() == direction)
                .flatMap(record -> record.readable().stream());
    }

    private static List<String> readable(Conversation conversation, Direction direction) {
        return messages(conversation, direction).map(HandshakeMessage::name).toList();
    }

    private static List<?> chain(Conversation conversation, Direction direction) {
        return messages(conversation, direction)
                .filter(Certificate.class::isInstance)
                .map(message -> ((Certificate) message).chain())
                .findFirst()
                .orElseThrow();
    }
}
