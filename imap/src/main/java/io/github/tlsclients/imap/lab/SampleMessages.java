package io.github.tlsclients.imap.lab;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the lab's INBOX holds from the start. */
final class SampleMessages {
    private SampleMessages() {}

    static List<byte[]> all() {
        return List.of(
                message("Grace <grace@lab.test>", "Welcome", "Mon, 05 Jan 2026 09:00:00 +0000", "The lab says hello."),
                // RFC 2047: "Grüße aus dem Labor"
                message(
                        "=?UTF-8?Q?J=C3=BCrgen?= <juergen@lab.test>",
                        "=?UTF-8?Q?Gr=C3=BC=C3=9Fe_aus_dem_Labor?=",
                        "Tue, 06 Jan 2026 10:30:00 +0100",
                        "A subject beyond ASCII."),
                message("Alan <alan@lab.test>", "Minutes", "Wed, 07 Jan 2026 16:45:00 +0000", "Nobody was late."));
    }

    private static byte[] message(String from, String subject, String date, String text) {
        return String.join(
                        "\r\n",
                        "From: " + from,
                        "To: Ada <ada@lab.test>",
                        "Subject: " + subject,
                        "Date: " + date,
                        "MIME-Version: 1.0",
                        "Content-Type: text/plain; charset=us-ascii",
                        "",
                        text,
                        "")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
