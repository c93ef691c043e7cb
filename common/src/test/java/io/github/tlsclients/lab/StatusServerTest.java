package io.github.tlsclients.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.tlsclients.lab.CertificateSpec.StatusSource;
import io.github.tlsclients.lab.StatusServer.Fault;
import io.github.tlsclients.lab.StatusServer.Status;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.ocsp.OCSPResponseStatus;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's own revocation checker, which knows nothing of the lab, believes what it says and sees each fault. */
class StatusServerTest {
    private final StatusServer status = started();
    private final LabCa root = LabCa.create().reportingTo(status);

    @AfterEach
    void stop() {
        status.close();
    }

    @ParameterizedTest
    @EnumSource(StatusSource.class)
    void aGoodCertificateIsGoodByEitherSource(StatusSource source) throws GeneralSecurityException {
        validate(leaf(source), source);

        assertThat(status.asked()).containsExactly(source);
    }

    @ParameterizedTest
    @EnumSource(StatusSource.class)
    void aRevokedCertificateIsRevokedByEitherSource(StatusSource source) {
        LabCertificate leaf = leaf(source);
        LabCertificate other = leaf(source);
        status.revoke(leaf);

        assertThat(refusal(leaf, source).getReason()).isEqualTo(BasicReason.REVOKED);
        assertThatCode(() -> validate(other, source)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(StatusSource.class)
    void aRevokedIntermediateIsToldByItsOwnIssuer(StatusSource source) {
        LabCa intermediate = root.intermediate();
        LabCertificate leaf = intermediate.issue("localhost");
        status.tell(intermediate.certificate(), Status.REVOKED);

        CertPathValidatorException refused = refusal(leaf, source);

        assertThat(refused.getReason()).isEqualTo(BasicReason.REVOKED);
        assertThat(refused.getIndex()).isEqualTo(1);
    }

    @Test
    void anUnknownCertificateIsUnknown() {
        LabCertificate leaf = leaf(StatusSource.OCSP);
        status.tell(leaf.chain().get(0), Status.UNKNOWN);

        assertThat(refusal(leaf, StatusSource.OCSP).getReason()).isEqualTo(BasicReason.UNDETERMINED_REVOCATION_STATUS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SILENT"})
    void aFaultyOcspAnswerProvesNothing(Fault fault) {
        LabCertificate leaf = leaf(StatusSource.OCSP);
        status.ocsp(fault);

        assertThatThrownBy(() -> validate(leaf, StatusSource.OCSP)).isInstanceOf(CertPathValidatorException.class);
        assertThat(status.asked()).isNotEmpty();

        status.ocsp(Fault.NONE);
        assertThatCode(() -> validate(leaf, StatusSource.OCSP)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE", "SILENT"})
    void aFaultyCrlProvesNothing(Fault fault) {
        LabCertificate leaf = leaf(StatusSource.CRL);
        status.crl(fault);

        assertThatThrownBy(() -> validate(leaf, StatusSource.CRL)).isInstanceOf(CertPathValidatorException.class);
        assertThat(status.asked()).isNotEmpty();
    }

    @Test
    void aSilentServerHoldsUpNobodyButWhoAsksThere() throws Exception {
        LabCertificate leaf = root.issue("localhost");
        status.ocsp(Fault.SILENT);
        HttpRequest ask = HttpRequest.newBuilder(status.ocspUri())
                .timeout(Duration.ofMillis(200))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] {1}))
                .build();

        assertThatThrownBy(() -> HttpClient.newHttpClient().send(ask, HttpResponse.BodyHandlers.discarding()))
                .isInstanceOf(HttpTimeoutException.class);
        validate(leaf, StatusSource.CRL);
    }

    @Test
    void requestsComeByGetAsWell() throws Exception {
        LabCertificate leaf = root.issue("localhost");
        CertificateID id = new CertificateID(
                new JcaDigestCalculatorProviderBuilder().build().get(CertificateID.HASH_SHA1),
                new JcaX509CertificateHolder(root.certificate()),
                leaf.chain().get(0).getSerialNumber());
        String request = Base64.getEncoder()
                .encodeToString(new OCSPReqBuilder().addRequest(id).build().getEncoded())
                .replace("+", "%2B")
                .replace("/", "%2F")
                .replace("=", "%3D");

        OCSPResp response = new OCSPResp(get(URI.create(status.ocspUri() + "/" + request)));

        assertThat(response.getStatus()).isEqualTo(OCSPResponseStatus.SUCCESSFUL);
    }

    @Test
    void aStapleSpeaksForTheResponder() throws GeneralSecurityException {
        LabCertificate leaf = leaf(StatusSource.OCSP);
        byte[] good = status.staple(leaf);
        status.revoke(leaf);
        byte[] revoked = status.staple(leaf);
        status.close();

        validate(leaf, StatusSource.OCSP, good);
        assertThatThrownBy(() -> validate(leaf, StatusSource.OCSP, revoked))
                .isInstanceOfSatisfying(
                        CertPathValidatorException.class,
                        e -> assertThat(e.getReason()).isEqualTo(BasicReason.REVOKED));
        assertThat(status.asked()).isEmpty();
    }

    @Test
    void aCertificateNamesWhatItIsToldTo() {
        X509Certificate none = root.issue(CertificateSpec.server("localhost").statusFrom())
                .chain()
                .get(0);
        X509Certificate both = root.issue(CertificateSpec.server("localhost").mustStaple())
                .chain()
                .get(0);

        assertThat(none.getNonCriticalExtensionOIDs())
                .doesNotContain("1.3.6.1.5.5.7.1.1", "2.5.29.31", "1.3.6.1.5.5.7.1.24");
        assertThat(both.getNonCriticalExtensionOIDs()).contains("1.3.6.1.5.5.7.1.1", "2.5.29.31");
        // SEQUENCE { INTEGER 5 }, inside an OCTET STRING (RFC 7633 section 4.1)
        assertThat(both.getExtensionValue("1.3.6.1.5.5.7.1.24")).containsExactly(4, 5, 0x30, 3, 2, 1, 5);
    }

    private LabCertificate leaf(StatusSource source) {
        return root.issue(CertificateSpec.server("localhost").statusFrom(source));
    }

    private CertPathValidatorException refusal(LabCertificate leaf, StatusSource source) {
        try {
            validate(leaf, source);
        } catch (CertPathValidatorException e) {
            return e;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("another failure", e);
        }
        throw new AssertionError("it was accepted");
    }

    private void validate(LabCertificate leaf, StatusSource source, byte[]... staples) throws GeneralSecurityException {
        List<X509Certificate> chain = leaf.chain();
        CertPathValidator validator = CertPathValidator.getInstance("PKIX");
        PKIXRevocationChecker checker = (PKIXRevocationChecker) validator.getRevocationChecker();
        checker.setOptions(
                source == StatusSource.OCSP
                        ? EnumSet.of(Option.NO_FALLBACK)
                        : EnumSet.of(Option.NO_FALLBACK, Option.PREFER_CRLS));
        if (staples.length > 0) {
            checker.setOcspResponses(Map.of(chain.get(0), staples[0]));
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
        parameters.addCertPathChecker(checker);
        validator.validate(
                CertificateFactory.getInstance("X.509").generateCertPath(chain.subList(0, chain.size() - 1)),
                parameters);
    }

    private static byte[] get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private static StatusServer started() {
        try {
            return StatusServer.start();
        } catch (IOException e) {
            throw new IllegalStateException("the loopback address takes one more listener", e);
        }
    }
}
