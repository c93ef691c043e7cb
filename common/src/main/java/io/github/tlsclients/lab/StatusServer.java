package io.github.tlsclients.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tlsclients.lab.CertificateSpec.StatusSource;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Tells whether certificates are revoked: an OCSP responder (RFC 6960, by GET and POST) and the CRLs (RFC 5280) of
 * every authority that reports to it, over HTTP on the loopback address.
 *
 * <pre>{@code
 * try (StatusServer status = StatusServer.start()) {
 *     LabCa ca = LabCa.create().reportingTo(status);
 *     LabCertificate certificate = ca.issue("localhost"); // names the responder and the CRL
 *     status.revoke(certificate);
 *     status.ocsp(Fault.SILENT); // and now nobody learns of it by OCSP
 * }
 * }</pre>
 *
 * <p>Every certificate is {@link Status#GOOD} until a test says otherwise. The JDK keeps a CRL that it fetched for half a
 * minute: a test says what the list is to have before the first client asks for it.
 */
public final class StatusServer implements LabServer {
    /** What is told of a certificate. */
    public enum Status {
        /** Not revoked. */
        GOOD,
        /** Revoked, for a compromised key; the CRL has it as well. */
        REVOKED,
        /** The responder knows of no such certificate. */
        UNKNOWN
    }

    /** What may be wrong with an answer. */
    public enum Fault {
        /** Nothing is. */
        NONE,
        /** OCSP says {@code tryLater}; for a CRL, HTTP status 503. */
        TRY_LATER,
        /** Bytes that are neither a response nor a CRL. */
        MALFORMED,
        /** An answer of last month, which said when the next was due. */
        STALE,
        /** Signed by a key that has nothing to do with the issuer. */
        WRONG_SIGNER,
        /** Signed by a certificate of the issuer that was not made for signing answers; for a CRL as above. */
        UNAUTHORIZED_SIGNER,
        /** About another certificate; for a CRL, of another issuer. */
        OTHER_SUBJECT,
        /** The connection is accepted, and nothing is ever said. */
        SILENT
    }

    private final HttpServer server;
    private final ExecutorService workers;
    private final Map<String, LabCa> authorities = new ConcurrentHashMap<>();
    private final Map<X509Certificate, Status> told = new ConcurrentHashMap<>();
    private final List<StatusSource> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Fault ocspFault = Fault.NONE;
    private volatile Fault crlFault = Fault.NONE;

    private StatusServer(HttpServer server, ExecutorService workers) {
        this.server = server;
        this.workers = workers;
    }

    /**
     * Starts one on a free port.
     *
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static StatusServer start() throws IOException {
        return start(0);
    }

    /**
     * Starts one.
     *
     * @param port where it listens; 0 for any free port
     * @return the running server
     * @throws IOException if it cannot listen
     */
    public static StatusServer start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        // one thread for each request, so that a silent answer holds up nobody else
        ExecutorService workers = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "status-server");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(workers);
        StatusServer started = new StatusServer(server, workers);
        server.createContext("/ocsp", exchange -> started.answer(exchange, started::ocsp));
        server.createContext("/crl/", exchange -> started.answer(exchange, started::crl));
        server.start();
        return started;
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Where OCSP requests go.
     *
     * @return an {@code http} URI
     */
    public URI ocspUri() {
        return uri("/ocsp");
    }

    /**
     * Where the CRL of an authority is had.
     *
     * @param ca one that reports here
     * @return an {@code http} URI
     */
    public URI crlUri(LabCa ca) {
        return uri("/crl/" + id(ca) + ".crl");
    }

    /**
     * Says from now on that this certificate is revoked, by OCSP and in its issuer's CRL.
     *
     * @param certificate one whose issuer reports here
     */
    public void revoke(LabCertificate certificate) {
        tell(certificate.leaf(), Status.REVOKED);
    }

    /**
     * Says this from now on of a certificate, a leaf's or an authority's.
     *
     * @param certificate one whose issuer reports here
     * @param status what is told
     */
    public void tell(X509Certificate certificate, Status status) {
        told.put(certificate, status);
    }

    /**
     * Makes OCSP answers wrong from now on, or sound again.
     *
     * @param fault what is wrong with them
     */
    public void ocsp(Fault fault) {
        ocspFault = fault;
    }

    /**
     * Makes CRLs wrong from now on, or sound again.
     *
     * @param fault what is wrong with them
     */
    public void crl(Fault fault) {
        crlFault = fault;
    }

    /**
     * The OCSP response for a certificate, for a server to staple (RFC 6066 section 8): what the responder would answer,
     * its fault included.
     *
     * @param certificate one whose issuer reports here
     * @return the response in DER
     */
    public byte[] staple(LabCertificate certificate) {
        return staple(certificate, status(certificate.leaf()), ocspFault);
    }

    /**
     * An OCSP response for a certificate, for a server to staple, whatever the responder would answer.
     *
     * @param certificate one whose issuer reports here
     * @param status what it says
     * @param fault what is wrong with it; silence cannot be stapled
     * @return the response in DER
     */
    public byte[] staple(LabCertificate certificate, Status status, Fault fault) {
        return staple(certificate.leaf(), status, fault);
    }

    /**
     * An OCSP response for a certificate, an authority's as well, whatever the responder would answer.
     *
     * @param certificate one whose issuer reports here
     * @param status what it says
     * @param fault what is wrong with it; silence cannot be stapled
     * @return the response in DER
     */
    public byte[] staple(X509Certificate certificate, Status status, Fault fault) {
        LabCa issuer = authorities.values().stream()
                .filter(ca -> issuedBy(ca, certificate))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the issuer of " + certificate.getSubjectX500Principal()
                        + " does not report to this server: see LabCa.reportingTo"));
        return OcspAnswers.about(issuer, certificate.getSerialNumber(), status, fault);
    }

    /**
     * The CRL of an authority as it is now, without faults.
     *
     * @param ca one that reports here
     * @return the list in DER
     */
    public byte[] crl(LabCa ca) {
        return Crls.of(ca, revokedBy(ca), Fault.NONE);
    }

    /**
     * What has been asked so far, in order: {@code OCSP} or {@code CRL}.
     *
     * @return one entry for each request
     */
    public List<StatusSource> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        workers.shutdownNow();
    }

    /** Called by an authority that issues: knows it from now on, and tells what its certificates are to name. */
    Map<StatusSource, URI> register(LabCa ca) {
        authorities.put(id(ca), ca);
        return Map.of(StatusSource.OCSP, ocspUri(), StatusSource.CRL, crlUri(ca));
    }

    private byte[] ocsp(HttpExchange exchange) throws IOException {
        asked.add(StatusSource.OCSP);
        byte[] request = exchange.getRequestMethod().equals("GET")
                ? inPath(exchange.getRequestURI())
                : exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/ocsp-response");
        Fault fault = silentOr(ocspFault);
        return OcspAnswers.to(request, authorities.values(), this::status, fault);
    }

    private byte[] crl(HttpExchange exchange) throws IOException {
        asked.add(StatusSource.CRL);
        Fault fault = silentOr(crlFault);
        String id =
                exchange.getRequestURI().getPath().replaceFirst("^/crl/", "").replaceFirst("\\.crl$", "");
        LabCa ca = authorities.get(id);
        if (ca == null || fault == Fault.TRY_LATER) {
            return new byte[0];
        }
        exchange.getResponseHeaders().set("Content-Type", "application/pkix-crl");
        return Crls.of(ca, revokedBy(ca), fault);
    }

    /** An OCSP request by GET is base64 in the path (RFC 6960 appendix A.1). */
    private static byte[] inPath(URI uri) {
        String path = uri.getRawPath();
        String encoded = path.substring(Math.min(path.length(), "/ocsp/".length()));
        return Base64.getDecoder().decode(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.US_ASCII));
    }

    private Fault silentOr(Fault fault) throws IOException {
        if (fault == Fault.SILENT) {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("silent until closed");
        }
        return fault;
    }

    private interface Answer {
        byte[] to(HttpExchange exchange) throws IOException;
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            byte[] body = answer.to(exchange);
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Status status(X509Certificate certificate) {
        return told.getOrDefault(certificate, Status.GOOD);
    }

    private Status status(LabCa ca, BigInteger serial) {
        return told.entrySet().stream()
                .filter(entry -> issuedBy(ca, entry.getKey())
                        && entry.getKey().getSerialNumber().equals(serial))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(Status.GOOD);
    }

    private List<X509Certificate> revokedBy(LabCa ca) {
        return told.entrySet().stream()
                .filter(entry -> entry.getValue() == Status.REVOKED && issuedBy(ca, entry.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean issuedBy(LabCa ca, X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(ca.certificate().getSubjectX500Principal());
    }

    private URI uri(String path) {
        InetAddress address = server.getAddress().getAddress();
        String host = address.getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + path);
    }

    private static String id(LabCa ca) {
        return ca.certificate().getSerialNumber().toString(16);
    }
}
