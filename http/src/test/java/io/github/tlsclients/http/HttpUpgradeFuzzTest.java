package io.github.tlsclients.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.tlsclients.fuzz.Parsing;
import io.github.tlsclients.tls.ClearWords;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.UpgradeException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server says in clear ends in a handshake, or in a failure by its name. */
class HttpUpgradeFuzzTest {
    private static final Endpoint ENDPOINT = Endpoint.parse("http+starttls://localhost");

    static Stream<Arguments> dialogues() {
        return Parsing.seeds(
                "HTTP/1.1 101 Switching\r\nUpgrade: TLS/1.2, HTTP/1.1\r\nConnection: Upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nA: b\r\n\r\n",
                "HTTP/1.1 426 No\r\nUpgrade: TLS/1.2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 999999999999999999\r\n\r\n");
    }

    @MethodSource("dialogues")
    @FuzzTest(maxExecutions = 10_000)
    void aServerConsentsOrIsRefused(byte[] input) {
        Parsing.of(
                () -> {
                    new HttpUpgrade(ENDPOINT).ask(ClearWords.of(input));
                    return true;
                },
                UpgradeException.class);
        Parsing.of(
                () -> new ResponseDrain(new ByteArrayInputStream(input)).drain(),
                UpgradeException.class,
                EOFException.class);
    }
}
