package io.github.tlsclients.lab;

import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One root, whom clients trust, and what it issues: for servers, sound and flawed, and for clients. Each thing is made
 * when it is first asked for. {@link TestPki} is the same as an extension of JUnit.
 *
 * <pre>{@code
 * try (LabPki pki = LabPki.create()) {
 *     SSLContext server = pki.server("localhost").serverContext();
 *     TlsConfig client = TlsConfig.builder().trust(pki.trust()).build();
 * }
 * }</pre>
 */
public sealed class LabPki implements AutoCloseable permits TestPki {
    private final CertificateSpec authority;
    private final int intermediates;
    private @Nullable LabCa root;
    private List<LabCa> authorities = List.of();
    private @Nullable StatusServer status;

    LabPki(CertificateSpec authority, int intermediates) {
        this.authority = authority;
        this.intermediates = intermediates;
    }

    /**
     * A root that issues itself.
     *
     * @return the new PKI
     */
    public static LabPki create() {
        return create(CertificateSpec.authority(), 0);
    }

    /**
     * A root with intermediates, the last of which issues.
     *
     * @param authority what the root is to be like, and apart from the name the intermediates
     * @param intermediates how many
     * @return the new PKI
     */
    public static LabPki create(CertificateSpec authority, int intermediates) {
        return new LabPki(authority, intermediates);
    }

    /**
     * A sound certificate for a server, for {@link LabCertificate#serverContext()} or {@link #files()}.
     *
     * @param names DNS names and addresses; none for the names of this machine's loopback: {@code localhost},
     *     {@code 127.0.0.1}, {@code ::1}
     * @return the certificate with its key and its chain
     */
    public LabCertificate server(String... names) {
        return issuer().issue(spec(names));
    }

    /**
     * A certificate for a server with one thing wrong, which clients are to refuse.
     *
     * @param flaw what is wrong
     * @param names as for {@link #server(String...)}
     * @return the certificate with its key and its chain
     */
    public LabCertificate server(Flaw flaw, String... names) {
        return issue(flaw, spec(names));
    }

    /**
     * A certificate with one thing wrong.
     *
     * @param flaw what is wrong
     * @param sound what it is to be like apart from that
     * @return the certificate with its key and its chain
     */
    public LabCertificate issue(Flaw flaw, CertificateSpec sound) {
        if (flaw == Flaw.REVOKED) {
            status(); // who tells
        }
        return issuer().issue(flaw, sound);
    }

    /**
     * A certificate as asked for.
     *
     * @param spec what it is to be like
     * @return the certificate with its key and its chain
     */
    public LabCertificate issue(CertificateSpec spec) {
        return issuer().issue(spec);
    }

    /**
     * A sound certificate for a client: its {@link LabCertificate#identity()} goes into a configuration of ours.
     *
     * @param name who the client is
     * @return the certificate with its key and its chain
     */
    public LabCertificate client(String name) {
        return issue(CertificateSpec.client(name));
    }

    /**
     * What a client of ours is to trust.
     *
     * @return the root alone
     */
    public Trust trust() {
        return Trust.certificates(root().certificate());
    }

    /**
     * What other clients are to trust.
     *
     * @return the root in PEM
     */
    public String rootPem() {
        return root().pem();
    }

    /**
     * The root.
     *
     * @return the authority that clients trust
     */
    public synchronized LabCa root() {
        if (root == null) {
            root = LabCa.create(authority);
        }
        return root;
    }

    /**
     * Who issues: the root, or the last of the intermediates.
     *
     * @return the authority
     */
    public LabCa issuer() {
        List<LabCa> all = authorities();
        return all.get(all.size() - 1);
    }

    /**
     * The root and the intermediates.
     *
     * @return the authorities, the root first, the one that issues last
     */
    public synchronized List<LabCa> authorities() {
        if (authorities.isEmpty()) {
            List<LabCa> all = new ArrayList<>();
            all.add(status == null ? root() : root().reportingTo(status));
            for (int i = 1; i <= intermediates; i++) {
                all.add(all.get(i - 1).intermediate(authority.commonName(authority.commonName + " intermediate " + i)));
            }
            authorities = List.copyOf(all);
        }
        return authorities;
    }

    /**
     * Who tells of revoked certificates. It is started now; what is issued from now on names it.
     *
     * @return the running server
     */
    public StatusServer status() {
        return status(0);
    }

    /**
     * Who tells of revoked certificates, on this port unless it runs already.
     *
     * @param port where it listens; 0 for any free port
     * @return the running server
     */
    public synchronized StatusServer status(int port) {
        if (status == null) {
            try {
                status = StatusServer.start(port);
            } catch (IOException e) {
                throw new UncheckedIOException("nothing can listen on port " + port + " of the loopback address", e);
            }
            authorities = List.of(); // the next intermediate's certificate names it as well
        }
        return status;
    }

    /**
     * Files for programs that read such, {@code root.pem} to begin with.
     *
     * @return a set of files to be added to, and written
     */
    public PkiFiles files() {
        return PkiFiles.create().certificate("root", root());
    }

    /** Stops what was started; root and certificates stay as they are. */
    @Override
    public synchronized void close() {
        if (status != null) {
            status.close();
            status = null;
            authorities = List.of();
        }
    }

    private static CertificateSpec spec(String... names) {
        return names.length == 0
                ? CertificateSpec.server("localhost", "127.0.0.1", "::1")
                : CertificateSpec.server(names);
    }
}
