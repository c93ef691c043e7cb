package io.github.tlsclients.ftp.lab;

import io.github.tlsclients.lab.LabAccount;
import io.github.tlsclients.lab.LabCertificate;
import io.github.tlsclients.lab.LabServer;
import io.github.tlsclients.tls.TlsMode;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.ftpserver.ConnectionConfigFactory;
import org.apache.ftpserver.DataConnectionConfigurationFactory;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.UserManager;
import org.apache.ftpserver.listener.Listener;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.PropertiesUserManagerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.ConcurrentLoginPermission;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Apache FtpServer with one user, whose files live in a temporary folder as long as the server. */
public final class FtpLab implements LabServer {
    private final FtpServer server;
    private final Listener listener;
    private final Path home;
    private final Thread cleaner; // for a server that is interrupted instead of closed

    private FtpLab(FtpServer server, Listener listener, Path home) {
        this.server = server;
        this.listener = listener;
        this.home = home;
        this.cleaner = new Thread(() -> delete(home), "ftp-lab-cleaner");
        Runtime.getRuntime().addShutdownHook(cleaner);
    }

    /** Starts one on 127.0.0.1. */
    public static FtpLab start(TlsMode mode, LabCertificate certificate, LabAccount account) throws IOException {
        return start(mode, InetAddress.getLoopbackAddress(), certificate, account);
    }

    /** Starts one on another address of the loopback, such as {@code ::1}. */
    public static FtpLab start(TlsMode mode, InetAddress address, LabCertificate certificate, LabAccount account)
            throws IOException {
        LabTls tls = new LabTls(certificate.serverContext());
        Path home = Files.createTempDirectory("ftp-lab");
        DataConnectionConfigurationFactory data = new DataConnectionConfigurationFactory();
        data.setActiveIpCheck(true); // to the client's own address, or nowhere (RFC 2577 section 3)
        data.setSslConfiguration(tls);
        ListenerFactory listening = new ListenerFactory();
        listening.setServerAddress(address.getHostAddress());
        listening.setPort(0);
        if (mode == TlsMode.IMPLICIT) {
            listening.setImplicitSsl(true);
            listening.setSessionFilter(new GreetingFirst());
        }
        listening.setSslConfiguration(tls);
        listening.setDataConnectionConfiguration(data.createDataConnectionConfiguration());
        Listener listener = listening.createListener();

        ConnectionConfigFactory connections = new ConnectionConfigFactory();
        connections.setLoginFailureDelay(0); // nobody guesses passwords here
        FtpServerFactory factory = new FtpServerFactory();
        factory.setConnectionConfig(connections.createConnectionConfig());
        factory.addListener("default", listener);
        factory.setFtplets(new HashMap<>(Map.of("protected", new ProtectedOnly(listener)))); // cleared when it stops
        try {
            factory.setUserManager(users(account, home));
            FtpServer server = factory.createServer();
            server.start();
            return new FtpLab(server, listener, home);
        } catch (FtpException e) {
            Files.delete(home);
            throw new IOException("the lab's FTP server does not start", e);
        }
    }

    /** The user's folder on this machine, to put files in or look at what arrived. */
    public Path home() {
        return home;
    }

    @Override
    public int port() {
        return listener.getPort();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleaner);
        server.stop();
        delete(home);
    }

    private static void delete(Path home) {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the lab's files cannot be deleted", e);
        }
    }

    private static UserManager users(LabAccount account, Path home) throws FtpException {
        BaseUser user = new BaseUser();
        user.setName(account.user());
        user.setPassword(account.password());
        user.setHomeDirectory(home.toString());
        user.setAuthorities(List.of(new WritePermission(), new ConcurrentLoginPermission(10, 10)));
        UserManager users = new PropertiesUserManagerFactory().createUserManager();
        users.save(user);
        return users;
    }
}
