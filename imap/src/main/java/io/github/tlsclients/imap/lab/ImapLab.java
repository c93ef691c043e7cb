package io.github.tlsclients.imap.lab;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.AuthorizationException;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.lab.LayeredSocket;
import io.github.tlsclients.tls.TlsMode;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * An IMAP server in this process, on an ephemeral port of the loopback address: one account with a few messages in
 * memory. In the mode {@link TlsMode#STARTTLS} nothing but the upgrade is heard in clear.
 */
public final class ImapLab implements LabServer {
    /** A mailbox whose name needs modified UTF-7. */
    public static final String DRAFTS = "Entwürfe";

    /** Longer than any test idles; ends what a vanished client has left behind. */
    private static final Duration SILENCE = Duration.ofMinutes(30);

    private final TlsMode mode;
    private final SSLContext tls;
    private final boolean needClientCertificate;
    private final ServerSocket listener;
    private final Managers managers = new Managers();
    private final Quiet quiet = new Quiet();
    private final GreenMailUser user;
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();

    private ImapLab(TlsMode mode, SSLContext tls, boolean needClientCertificate, LabAccount account)
            throws IOException {
        this.mode = mode;
        this.tls = tls;
        this.needClientCertificate = needClientCertificate;
        try {
            user = managers.getUserManager()
                    .createUser(account.user() + "@lab.test", account.user(), account.password());
            managers.getImapHostManager().createMailbox(user, DRAFTS);
        } catch (UserException | FolderException | AuthorizationException e) {
            throw new IllegalStateException("the lab's account cannot be made", e);
        }
        SampleMessages.all().forEach(this::deliver);
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Starts one with an account and sample messages. */
    public static ImapLab start(TlsMode mode, LabCertificate certificate, LabAccount account) throws IOException {
        return started(new ImapLab(mode, certificate.serverContext(), false, account));
    }

    /** Starts one that requires a client certificate of these roots in the handshake. */
    public static ImapLab start(
            TlsMode mode, LabCertificate certificate, LabAccount account, List<X509Certificate> clientRoots)
            throws IOException {
        return started(new ImapLab(mode, certificate.serverContext(clientRoots), true, account));
    }

    private static ImapLab started(ImapLab lab) {
        daemon(lab::accept, "imap-lab");
        return lab;
    }

    @Override
    public int port() {
        return listener.getLocalPort();
    }

    /** Puts a message into the INBOX, as a delivery would; clients that idle there are told. */
    public void deliver(byte[] message) {
        try {
            MailFolder inbox = managers.getImapHostManager().getInbox(user);
            quiet.change(() -> append(inbox, message));
        } catch (FolderException e) {
            throw new IllegalStateException("every user has an INBOX", e);
        }
    }

    /** Adds a mailbox of sample messages. */
    public void addMailbox(String name, int messages) {
        try {
            MailFolder mailbox = managers.getImapHostManager().createMailbox(user, name);
            byte[] sample = SampleMessages.all().get(0);
            for (int i = 0; i < messages; i++) {
                append(mailbox, sample);
            }
        } catch (FolderException | AuthorizationException e) {
            throw new IllegalStateException("the lab takes every mailbox", e);
        }
    }

    private static void append(MailFolder mailbox, byte[] message) {
        try {
            MimeMessage parsed =
                    new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
            mailbox.appendMessage(parsed, new Flags(), new Date());
        } catch (MessagingException e) {
            throw new IllegalStateException("the lab takes every message", e);
        }
    }

    @Override
    public void close() {
        closeQuietly(listener);
        clients.forEach(ImapLab::closeQuietly);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                client.setTcpNoDelay(true);
                client.setSoTimeout(Math.toIntExact(SILENCE.toMillis()));
                clients.add(client);
                daemon(() -> serve(client), "imap-lab-client");
            } catch (IOException e) {
                continue; // the listener was closed
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (mode == TlsMode.IMPLICIT) {
                SSLSocket socket = shakeHands(client);
                speakImap(socket, socket.getOutputStream());
            } else if (new ClearDialogue(client).endsWithStartTls()) {
                SSLSocket socket = shakeHands(client);
                speakImap(socket, new WithoutGreeting(socket.getOutputStream()));
            }
        } catch (IOException | IllegalStateException e) {
            return; // the client hung up, or refused our certificate
        } finally {
            clients.remove(client);
        }
    }

    private SSLSocket shakeHands(Socket client) throws IOException {
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(client, null, client.getPort(), true);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(needClientCertificate);
        socket.startHandshake();
        return socket;
    }

    private void speakImap(SSLSocket socket, OutputStream out) throws IOException {
        Socket handled = new LayeredSocket(socket, quiet.listening(socket.getInputStream()), out);
        quiet.serve(new ImapHandler(managers.getUserManager(), managers.getImapHostManager(), handled));
    }

    private static void daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            return; // closed is closed
        }
    }
}
