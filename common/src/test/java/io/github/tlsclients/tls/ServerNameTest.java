package io.github.tlsclients.tls;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.tlsclients.lab.LabCa;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServerNameTest {
    record Vector(String src, String presented, String reference, boolean match, boolean disputed) {
        /**
         * An address that stands on both sides. curl's table means the text of an iPAddress entry by it; Go's means a
         * dNSName that merely looks like an address, which RFC 9525 section 6.4 never matches.
         */
        boolean presentsAddress() {
            return src.equals("curl") && ServerName.address(presented) != null;
        }
    }

    static Stream<Vector> undisputedVectors() throws IOException {
        try (Reader json = new InputStreamReader(
                Objects.requireNonNull(ServerNameTest.class.getResourceAsStream("/hostname-vectors.json")),
                StandardCharsets.UTF_8)) {
            List<Vector> vectors = new Gson().fromJson(json, new TypeToken<List<Vector>>() {}.getType());
            return vectors.stream().filter(vector -> !vector.disputed());
        }
    }

    @ParameterizedTest
    @MethodSource("undisputedVectors")
    void agreesWithTheVectorsOfOtherImplementations(Vector vector) {
        boolean matches = vector.presentsAddress()
                ? Objects.requireNonNull(ServerName.address(vector.presented()))
                        .equals(ServerName.address(vector.reference()))
                : ServerName.matchesDnsName(vector.presented(), vector.reference());

        assertThat(matches).isEqualTo(vector.match());
    }

    @Test
    void theVectorsAreThere() throws IOException {
        assertThat(undisputedVectors()).hasSizeGreaterThan(60);
    }

    @ParameterizedTest
    @CsvSource({
        "*.com, example.com",
        "foo.*.test, foo.bar.test",
        "w*w.lab.test, www.lab.test",
        "*.lab.test, a.b.lab.test",
        "*.lab.test, *.lab.test",
        "*.lab.test, .lab.test",
        "lab.test, lab..test",
    })
    void refuses(String presented, String reference) {
        assertThat(ServerName.matchesDnsName(presented, reference)).isFalse();
    }

    @Test
    void anAddressMatchesAnAddressEntryAlone() {
        X509Certificate byAddress = certificate("127.0.0.1", "::1");
        X509Certificate byName = certificate("localhost");

        assertThat(ServerName.matches(byAddress, "127.0.0.1")).isTrue();
        assertThat(ServerName.matches(byAddress, "[0:0:0:0:0:0:0:1]")).isTrue();
        assertThat(ServerName.matches(byAddress, "127.0.0.2")).isFalse();
        assertThat(ServerName.matches(byAddress, "localhost")).isFalse();
        assertThat(ServerName.matches(byName, "127.0.0.1")).isFalse();
        assertThat(ServerName.matches(byName, "LOCALHOST")).isTrue();
    }

    @Test
    void addressesAreShownAsPeopleWriteThem() {
        assertThat(ServerName.of(certificate("localhost", "127.0.0.1", "::1", "2001:db8::8:0:0:1", "fe80::", "1::")))
                .containsExactly("localhost", "127.0.0.1", "::1", "2001:db8::8:0:0:1", "fe80::", "1::");
    }

    private static X509Certificate certificate(String... names) {
        return LabCa.create().issue(names).chain().get(0);
    }
}
