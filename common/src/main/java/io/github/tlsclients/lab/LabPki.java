package io.github.tlsclients.lab;

import io.github.tlsclients.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private final int intermediates;
    private @Nullable LabCa root;
    private @Nullable LabCa issuer;
    private @Nullable StatusServer status;

    LabPki(int intermediates) {
        this.intermediates = intermediates;
    }

    /**
     * A root that issues itself.
     *
     * @return the new PKI
     */
    public static LabPki create() {
        return new LabPki(0);
    }

    /**
     * A root with intermediates, the last of which issues.
     *
     * @param count how many
     * @return the new PKI
     */
    public static LabPki withIntermediates(int count) {
        return new LabPki(count);
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
        if (flaw == Flaw.REVOKED) {
            status(); // who tells
        }
        return issuer().issue(flaw, spec(names));
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
            root = LabCa.create();
        }
        return root;
    }

    /**
     * Who issues: the root, or the last of the intermediates.
     *
     * @return the authority
     */
    public synchronized LabCa issuer() {
        if (issuer == null) {
            LabCa last = status == null ? root() : root().reportingTo(status);
            for (int i = 0; i < intermediates; i++) {
                last = last.intermediate();
            }
            issuer = last;
        }
        return issuer;
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
            issuer = null; // the next one's own certificate names it as well
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
            issuer = null;
        }
    }

    private static CertificateSpec spec(String... names) {
        return names.length == 0
                ? CertificateSpec.server("localhost", "127.0.0.1", "::1")
                : CertificateSpec.server(names);
    }
}
