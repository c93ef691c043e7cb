package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.CertificateSpec;
import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.lab.LabCertificate;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

/** How certificates become the chain that a server is shown. */
class ChainOrderTest {
    private final LabCa root = LabCa.create();
    private final LabCa intermediate = root.intermediate();
    private final LabCertificate client = intermediate.issue(CertificateSpec.client("ada"));

    @Test
    void theKeysOwnCertificateComesFirstThenEachOnesIssuer() {
        List<X509Certificate> ordered = List.of(client.chain().get(0), intermediate.certificate(), root.certificate());
        List<X509Certificate> shuffled = new ArrayList<>(ordered);
        Collections.reverse(shuffled);

        assertThat(chain(shuffled)).isEqualTo(ordered);
        assertThat(chain(List.of(ordered.get(1), ordered.get(2), ordered.get(0))))
                .isEqualTo(ordered);
        assertThat(chain(ordered)).isEqualTo(ordered);
    }

    @Test
    void whatBelongsToNoWayUpIsLeftOut() {
        X509Certificate stranger = LabCa.create().certificate();
        X509Certificate sibling =
                intermediate.issue(CertificateSpec.client("eve")).chain().get(0);

        assertThat(chain(List.of(
                        stranger,
                        sibling,
                        intermediate.certificate(),
                        client.chain().get(0))))
                .containsExactly(client.chain().get(0), intermediate.certificate());
    }

    @Test
    void aChainMayEndBeforeItsRoot() {
        assertThat(chain(List.of(client.chain().get(0))))
                .containsExactly(client.chain().get(0));
    }

    @Test
    void ofTwoCertificatesForOneKeyTheOneThatIsGoodForLongerIsShown() throws Exception {
        Instant now = Instant.now();
        X509Certificate old = reissued(now.minus(2, ChronoUnit.DAYS), now.minus(1, ChronoUnit.DAYS));
        X509Certificate renewed = reissued(now.minus(1, ChronoUnit.HOURS), now.plus(90, ChronoUnit.DAYS));

        assertThat(chain(List.of(old, renewed)).get(0)).isEqualTo(renewed);
        assertThat(chain(List.of(renewed, old)).get(0)).isEqualTo(renewed);
    }

    @Test
    void aCrossCertificateGoesBeforeTheRootThatItReplaces() {
        LabCa older = LabCa.create();
        LabCa crossed = root.crossSignedBy(older);
        X509Certificate cross = crossed.certificate();

        assertThat(cross.getSubjectX500Principal()).isEqualTo(root.certificate().getSubjectX500Principal());
        assertThat(chain(List.of(client.chain().get(0), root.certificate(), cross, intermediate.certificate())))
                .containsExactly(client.chain().get(0), intermediate.certificate(), cross);
    }

    /** Another certificate for the client's key. */
    private X509Certificate reissued(Instant from, Instant to) throws Exception {
        X500Name name = new X500Name("CN=ada");
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(from),
                Date.from(to),
                name,
                client.chain().get(0).getPublicKey());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(client.key())));
    }

    private List<X509Certificate> chain(List<X509Certificate> certificates) {
        return ClientKey.of(client.key(), certificates, "the test").chain();
    }
}
