package io.github.tlsclients.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.adapters.AdapterContract;
import io.github.tlsclients.adapters.HelloServer;
import io.github.tlsclients.adapters.HelloServer.Upgrade;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.ScriptedServer;
import io.github.tlsclients.tls.MailTls;
import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.Trust;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import jakarta.mail.Session;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jakarta Mail by an app's own session, in its six protocols. */
class JakartaMailTest extends AdapterContract {
    private static final Upgrade SMTP = new Upgrade(
            "220 hello\r\n",
            "STARTTLS",
            line -> line.startsWith("EHLO") ? "250-here\r\n250 STARTTLS\r\n" : "220 go ahead\r\n");
    private static final Upgrade IMAP = new Upgrade("* OK hello\r\n", "STARTTLS", line -> {
        String tag = line.split(" ", 2)[0];
        return line.contains("CAPABILITY")
                ? "* CAPABILITY IMAP4rev1 STARTTLS\r\n" + tag + " OK\r\n"
                : tag + " OK go ahead\r\n";
    });
    private static final Upgrade POP3 = new Upgrade(
            "+OK hello\r\n",
            "STLS",
            line -> line.startsWith("CAPA") ? "+OK\r\nSTLS\r\nUSER\r\n.\r\n" : "+OK go ahead\r\n");

    private final LabCa ca = LabCa.create();
    private final TlsContext tls = TlsContext.of(
            TlsConfig.builder().trust(Trust.certificates(ca.certificate())).build());

    @Override
    protected List<Client> clients() {
        return List.of(
                client("smtps", Upgrade.NONE),
                client("imaps", Upgrade.NONE),
                client("pop3s", Upgrade.NONE),
                client("smtp", SMTP),
                client("imap", IMAP),
                client("pop3", POP3));
    }

    private static Client client(String protocol, Upgrade upgrade) {
        return new Client(protocol, upgrade, (tls, port) -> connect(MailTls.properties(tls, protocol), protocol, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtps", "imaps", "pop3s"})
    void whatAnAppHadSetBeforeIsTakenAway(String protocol) throws Exception {
        Properties careless = new Properties();
        careless.setProperty("mail." + protocol + ".ssl.trust", "*");
        careless.setProperty("mail." + protocol + ".ssl.protocols", "TLSv1.2");
        careless.setProperty("mail." + protocol + ".ssl.checkserveridentity", "false");
        careless.setProperty("mail." + protocol + ".socketFactory.fallback", "true");
        careless.setProperty("mail." + protocol + ".sasl.enable", "true");
        MailTls.secure(careless, tls, protocol);
        try (HelloServer server = HelloServer.start(LabCa.create().issue("localhost"), Upgrade.NONE)) {
            assertThatThrownBy(() -> connect(careless, protocol, server.port()))
                    .hasStackTraceContaining("is not trusted");

            assertThat(server.seen().hello().versions()).containsExactly("TLSv1.3", "TLSv1.2");
        }
        assertThat(careless).containsEntry("mail." + protocol + ".sasl.enable", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "imap", "pop3"})
    void nothingIsSaidInClearToAServerThatOffersNoTls(String protocol) throws IOException {
        String greeting =
                protocol.equals("smtp") ? "220 hi\r\n" : protocol.equals("imap") ? "* OK hi\r\n" : "+OK hi\r\n";
        try (ScriptedServer server = ScriptedServer.start(greeting, JakartaMailTest::withoutTls)) {
            assertThatThrownBy(() -> connect(MailTls.properties(tls, protocol), protocol, server.port()))
                    .isInstanceOf(MessagingException.class)
                    .hasMessageMatching("(STARTTLS|STLS) (is )?required.*");

            assertThat(server.heard()).isNotEmpty().noneMatch(line -> line.contains("ada") || line.contains("secret"));
        }
    }

    @Test
    void aServerThatTakesUsAsLoggedInBeforeTlsIsRefused() throws IOException {
        try (ScriptedServer server =
                ScriptedServer.start("* PREAUTH [CAPABILITY IMAP4rev1] welcome\r\n", JakartaMailTest::withoutTls)) {
            assertThatThrownBy(() -> connect(MailTls.properties(tls, "imap"), "imap", server.port()))
                    .isInstanceOf(MessagingException.class);

            assertThat(server.heard()).noneMatch(line -> line.contains("ada") || line.contains("secret"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "smtps", "imap", "imaps", "pop3", "pop3s"})
    void theOtherProtocolOfAPairCannotConnect(String protocol) throws IOException {
        String other = protocol.endsWith("s") ? protocol.substring(0, 4) : protocol + "s";
        try (ScriptedServer server = ScriptedServer.start("", line -> "")) {
            assertThatThrownBy(() -> connect(MailTls.properties(tls, protocol), other, server.port()))
                    .hasStackTraceContaining(other + " has no part in them");
        }
    }

    @Test
    void bothProtocolsOfAPairCanBeSecured() throws Exception {
        Properties both = MailTls.properties(tls, "smtp");
        MailTls.secure(both, tls, "smtps");
        for (Client client : List.of(client("smtp", SMTP), client("smtps", Upgrade.NONE))) {
            try (HelloServer server = HelloServer.start(ca.issue("localhost"), client.upgrade())) {
                assertThatThrownBy(() -> connect(both, client.name(), server.port()))
                        .isInstanceOf(MessagingException.class); // it hangs up
                assertThat(server.seen().accepted()).isTrue();
            }
        }
    }

    @Test
    void everyWaitIsBounded() {
        assertThat(MailTls.properties(tls, "pop3s"))
                .containsEntry("mail.pop3s.connectiontimeout", "30000")
                .containsEntry("mail.pop3s.timeout", "30000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pop", "SMTP", "nntp", ""})
    void anUnknownProtocolIsAnError(String protocol) {
        assertThatThrownBy(() -> MailTls.properties(tls, protocol))
                .isInstanceOf(TlsConfigException.class)
                .hasMessage("\"" + protocol + "\" is not a protocol of Jakarta Mail");
    }

    private static String withoutTls(String line) {
        if (line.startsWith("EHLO")) {
            return "250-here\r\n250 AUTH PLAIN\r\n";
        }
        if (line.startsWith("CAPA")) {
            return "+OK\r\nUSER\r\n.\r\n";
        }
        String tag = line.split(" ", 2)[0];
        if (line.contains("CAPABILITY")) {
            return "* CAPABILITY IMAP4rev1\r\n" + tag + " OK\r\n";
        }
        return line.startsWith("QUIT") ? "+OK bye\r\n" : "";
    }

    private static void connect(Properties properties, String protocol, int port) throws MessagingException {
        Session session = Session.getInstance(properties);
        try (Service service =
                protocol.startsWith("smtp") ? session.getTransport(protocol) : session.getStore(protocol)) {
            service.connect("localhost", port, "ada", "secret");
        }
    }
}
