package io.github.tlsclients.ftp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.tlsclients.tls.TlsMode;
import io.github.tlsclients.wire.WiretapContract;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The eavesdropper of this module's demo. */
final class FtpWiretapTest extends WiretapContract {
    FtpWiretapTest() {
        super(new FtpModule());
    }

    @ParameterizedTest
    @EnumSource
    void eachTransferIsAConnectionOfItsOwnThatCanBeCounted(TlsMode mode) throws IOException {
        JsonArray conversations = view(mode).getAsJsonArray("conversations");

        assertThat(conversations).hasSizeGreaterThan(1);
        assertThat(kinds(view(mode))).contains("CONNECTIONS");
        JsonObject second = conversations.get(1).getAsJsonObject();
        assertThat(second.get("tlsBegins").getAsInt()).isZero();
    }
}
