package io.github.tlsclients.smtp.lab;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.LoginAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.auth.MultipleAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.PlainAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.UsernamePasswordValidator;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A submission server in this process: mail for its one account at {@code lab.test} or {@code localhost}, after a
 * login, inside TLS. It keeps the latest messages for whoever wants to look.
 */
public final class SmtpLab implements LabServer {
    /** What the server announces by SIZE. */
    public static final int MOST_BYTES = 48 << 20;

    private static final int KEPT_MESSAGES = 20;
    private static final int SILENCE_MILLIS = 60_000;
    private static final AtomicInteger IDS = new AtomicInteger();

    private final Deque<ReceivedMail> received = new ArrayDeque<>();
    private final LabAccount account;
    private final SMTPServer server;

    private SmtpLab(TlsMode mode, SSLContext context, boolean wantsClient, LabAccount account) {
        this.account = account;
        SMTPServer.Builder builder = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost") // it would look this machine's name up otherwise
                .softwareName("tlsclients lab")
                .insertReceivedHeaders(false)
                .connectionTimeoutMs(SILENCE_MILLIS)
                .maxMessageSize(MOST_BYTES)
                .executorService(daemons())
                .authenticationHandlerFactory(logins())
                .requireAuth()
                .messageHandlerFactory(Transaction::new);
        if (mode == TlsMode.STARTTLS) {
            builder.enableTLS().requireTLS().startTlsSocketFactory(socket -> {
                // nothing that came before the handshake is handed to it, so nothing can be smuggled in
                SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(socket, null, true);
                tls.setNeedClientAuth(wantsClient);
                return tls;
            });
        } else {
            builder.serverSocketFactory(() -> listener(context, wantsClient));
        }
        server = builder.build();
        server.getCommandHandler().addCommand(new Ehlo());
        server.start();
    }

    /** Starts one. */
    public static SmtpLab start(TlsMode mode, SSLContext context, LabAccount account) {
        return new SmtpLab(mode, context, false, account);
    }

    /** Starts one that insists on a client certificate which the context trusts. */
    public static SmtpLab startWantingCertificate(TlsMode mode, SSLContext context, LabAccount account) {
        return new SmtpLab(mode, context, true, account);
    }

    @Override
    public int port() {
        return server.getPortAllocated();
    }

    /** The messages received so far, the latest last. */
    public List<ReceivedMail> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private static ServerSocket listener(SSLContext context, boolean wantsClient) throws IOException {
        SSLServerSocket listener =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket();
        listener.setNeedClientAuth(wantsClient);
        return listener;
    }

    private static ExecutorService daemons() {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "smtp-lab");
            thread.setDaemon(true);
            return thread;
        });
    }

    private MultipleAuthenticationHandlerFactory logins() {
        UsernamePasswordValidator validator = (user, password, context) -> {
            if (!user.equals(account.user()) || !MessageDigest.isEqual(bytes(password), bytes(account.password()))) {
                throw new LoginFailedException();
            }
        };
        return new MultipleAuthenticationHandlerFactory(List.of(
                new PlainAuthenticationHandlerFactory(validator), new LoginAuthenticationHandlerFactory(validator)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One message on its way in. */
    private final class Transaction implements MessageHandler {
        private final MessageContext context;
        private final List<String> recipients = new ArrayList<>();
        private String sender = "";

        Transaction(MessageContext context) {
            this.context = context;
        }

        @Override
        public void from(String from) {
            sender = from;
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            String address = recipient.toLowerCase(Locale.ROOT);
            if (!address.equals(account.user() + "@lab.test") && !address.equals(account.user() + "@localhost")) {
                throw new RejectException(550, "5.1.1 there is no such mailbox here");
            }
            recipients.add(recipient);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            byte[] mail = data.readNBytes(MOST_BYTES + 1);
            if (mail.length > MOST_BYTES) {
                data.transferTo(OutputStream.nullOutputStream());
                throw new RejectException(552, "5.3.4 the message is larger than " + MOST_BYTES + " bytes");
            }
            String user = context.getAuthenticationHandler()
                    .map(login -> String.valueOf(login.getIdentity()))
                    .orElse("");
            synchronized (received) {
                received.add(new ReceivedMail(user, sender, List.copyOf(recipients), mail));
                if (received.size() > KEPT_MESSAGES) {
                    received.remove();
                }
            }
            return "2.0.0 Ok: kept as " + IDS.incrementAndGet();
        }

        @Override
        public void done() {}
    }
}
