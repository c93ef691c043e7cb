package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.lab.LabCa;
import io.github.tlsclients.tls.Verification.Rule;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A rule that a root of the world breaks would refuse sites that every other client reaches. */
class PublicRootsTest {
    private static final X509Certificate SERVER =
            LabCa.create().issue("localhost").chain().get(0);

    @ParameterizedTest
    @EnumSource(Rule.class)
    void everyRootOfTheJdkKeepsTheRule(Rule rule) {
        List<String> broken = new ArrayList<>();
        for (X509Certificate root : TrustAnchors.load(Trust.jdk()).roots()) {
            String why = RuleChecks.broken(rule, new ValidatedPath(List.of(SERVER), root));
            if (why != null) {
                broken.add(why);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void thereAreSuchRoots() {
        assertThat(TrustAnchors.load(Trust.jdk()).roots()).hasSizeGreaterThan(50);
    }
}
