package io.github.tlsclients.imap.cli;

import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.imap.ImapUpgrade;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Upgrade;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IMAP as a doctor must know it. */
final class ImapDialect implements Dialect {
    /** In the greeting's brackets, or an answer of its own (RFC 9051 section 7.2.2). */
    private static final Pattern CAPABILITY =
            Pattern.compile("S: \\* (?:OK \\[)?CAPABILITY ([^\\]]*).*", Pattern.CASE_INSENSITIVE);

    @Override
    public Upgrade upgrade(Endpoint endpoint) {
        return new ImapUpgrade();
    }

    @Override
    public String farewell(Endpoint endpoint) {
        return "a1 LOGOUT\r\n";
    }

    /** LOGIN may be used unless LOGINDISABLED says otherwise (RFC 9051 section 6.2.3). */
    @Override
    public Optional<String> clearLogin(List<String> transcript) {
        List<String> capabilities = transcript.stream()
                .map(CAPABILITY::matcher)
                .filter(Matcher::matches)
                .flatMap(line -> List.of(line.group(1).toUpperCase(Locale.ROOT).split(" ")).stream())
                .toList();
        if (capabilities.isEmpty()) {
            return Optional.empty();
        }
        List<String> ways = new ArrayList<>(capabilities.stream()
                .filter(capability -> capability.startsWith("AUTH="))
                .distinct()
                .toList());
        if (!capabilities.contains("LOGINDISABLED")) {
            ways.add(0, "LOGIN");
        }
        return ways.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", ways));
    }
}
