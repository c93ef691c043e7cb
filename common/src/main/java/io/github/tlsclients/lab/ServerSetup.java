package io.github.tlsclients.lab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a real server is to be run: what it shows, whom it lets in, what it asks of clients. The recipes in
 * {@code <protocol>/docker} take it from {@code /tls} and from environment variables; a recipe that cannot do what a
 * variable says ends with an error instead of ignoring it.
 *
 * @param ca the root that clients trust, and that client certificates are held against
 * @param certificate what the server shows
 * @param account whom it lets in ({@code LAB_PASSWORD})
 * @param clientCertificateRequired whether it lets nobody in without a client certificate ({@code CLIENT_CERT=required});
 *     otherwise it asks for one where it can, and checks what it gets
 * @param groups the only key-exchange groups it takes, by OpenSSL's names ({@code TLS_GROUPS}); empty for the server's own
 */
public record ServerSetup(
        LabCa ca,
        LabCertificate certificate,
        LabAccount account,
        boolean clientCertificateRequired,
        List<String> groups) {

    /**
     * Holds a copy of the groups.
     *
     * @param ca the root that clients trust, and that client certificates are held against
     * @param certificate what the server shows
     * @param account whom it lets in
     * @param clientCertificateRequired whether it lets nobody in without a client certificate
     * @param groups the only key-exchange groups it takes
     */
    public ServerSetup {
        groups = List.copyOf(groups);
    }

    /**
     * A setup for localhost, 127.0.0.1 and ::1, that requires nothing.
     *
     * @param ca the root that clients trust
     * @param key the type of the server's key
     * @return the setup
     */
    public static ServerSetup of(LabCa ca, LabCa.KeyType key) {
        CertificateSpec server = CertificateSpec.server("localhost", "127.0.0.1", "::1");
        return new ServerSetup(ca, ca.issue(server.with(key)), LabAccount.create(), false, List.of());
    }

    /**
     * The same, with an EC key.
     *
     * @param ca the root that clients trust
     * @return the setup
     */
    public static ServerSetup of(LabCa ca) {
        return of(ca, LabCa.KeyType.EC);
    }

    /**
     * This setup, with another certificate.
     *
     * @param other what the server shows
     * @return another setup
     */
    public ServerSetup showing(LabCertificate other) {
        return new ServerSetup(ca, other, account, clientCertificateRequired, groups);
    }

    /** {@return this setup, letting nobody in without a client certificate} */
    public ServerSetup requiringClientCertificate() {
        return new ServerSetup(ca, certificate, account, true, groups);
    }

    /**
     * This setup, with these key-exchange groups alone.
     *
     * @param only by OpenSSL's names
     * @return another setup
     */
    public ServerSetup offeringOnly(String... only) {
        return new ServerSetup(ca, certificate, account, clientCertificateRequired, List.of(only));
    }

    /** {@return what a recipe is told by environment variables} */
    public Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LAB_PASSWORD", account.password());
        environment.put("CLIENT_CERT", clientCertificateRequired ? "required" : "asked");
        environment.put("TLS_GROUPS", String.join(":", groups));
        return environment;
    }
}
