package io.github.tlsclients.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RedactionTest {
    private static final String SECRET = "hünter \"2\\%+";

    private final Redaction redaction = new Redaction();

    static Stream<String> forms() {
        byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                SECRET,
                "PASS " + SECRET + " refused",
                "\"" + SECRET.replace("\\", "\\\\").replace("\"", "\\\"") + "\"",
                new String(bytes, StandardCharsets.ISO_8859_1),
                base64(SECRET),
                base64("\0ada\0" + SECRET),
                "AUTH PLAIN/" + base64("ada\0ada\0" + SECRET) + " refused",
                base64("user=ada\1auth=Bearer " + SECRET + "\1\1"),
                "Basic " + base64("ada:" + SECRET),
                base64("ada:" + SECRET).replace("=", ""),
                Base64.getUrlEncoder().encodeToString(bytes),
                URLEncoder.encode(SECRET, StandardCharsets.UTF_8),
                "?password=" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8).replace("+", "%20") + "&x=y",
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void masksASecretInWhateverForm(String form) {
        redaction.hide(SECRET.toCharArray());
        assertThat(redaction.words("535 " + form + " no"))
                .contains("***")
                .startsWith("535 ")
                .endsWith(" no")
                .hasSizeLessThan(45);
    }

    @Test
    void leavesOtherWordsAlone() {
        redaction.hide("hunter2".toCharArray());
        String words = "535 5.7.8 authentication failed: AGFkYQBvdGhlcg== 100% hunter3 (see https://help/%41)";
        assertThat(redaction.words(words)).isEqualTo(words);
    }

    @Test
    void aShortSecretIsMaskedAsAWordAlone() {
        redaction.hide("no".toCharArray());
        assertThat(redaction.words("not known: PASS no")).isEqualTo("not known: PASS ***");
    }

    @Test
    void aFailureIsRetoldWithAllItsCauses() {
        redaction.hide("hunter2".toCharArray());
        IOException cause = new IOException("530 PASS hunter2", new IllegalStateException(base64("\0ada\0hunter2")));
        cause.addSuppressed(new IOException("hunter2"));
        TlsException told =
                redaction.of(new TlsException(TlsFailure.LOGIN_REFUSED, "refused: hunter2", "not hunter2", cause));
        assertThat(told.failure()).isEqualTo(TlsFailure.LOGIN_REFUSED);
        assertThat(told).hasMessage("refused: ***").hasStackTraceContaining("java.io.IOException: 530 PASS ***");
        assertThat(told.hint()).isEqualTo("not ***");
        assertThat(told).hasStackTraceContaining("IllegalStateException: ***");
        assertThat(told.getSuppressed()).isEmpty();
        assertThat(told.getCause())
                .isNotNull()
                .satisfies(retold -> assertThat(retold.getSuppressed()).isEmpty());
    }

    @Test
    void aFailureThatTellsNothingIsLeftAsItIs() {
        redaction.hide("hunter2".toCharArray());
        TlsException failure = new TlsException(TlsFailure.TIMEOUT, "no answer", "wait", new IOException("late"));
        assertThat(redaction.of(failure)).isSameAs(failure);
    }

    @Test
    void forgets() {
        redaction.hide("hunter2".toCharArray());
        redaction.wipe();
        assertThat(redaction.words("hunter2")).isEqualTo("hunter2");
        assertThat(redaction).hasToString("Redaction[0]");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
