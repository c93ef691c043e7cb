package io.github.tlsclients.smtp.cli;

import io.github.tlsclients.doctor.Dialect;
import io.github.tlsclients.smtp.SmtpUpgrade;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Upgrade;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SMTP as a doctor must know it. */
final class SmtpDialect implements Dialect {
    /** What EHLO announces (RFC 4954 section 3), and as servers of old write it, with an equals sign. */
    private static final Pattern AUTH = Pattern.compile("S: 250[ -]AUTH[ =](.*)", Pattern.CASE_INSENSITIVE);

    @Override
    public Upgrade upgrade(Endpoint endpoint) {
        return new SmtpUpgrade();
    }

    @Override
    public String farewell(Endpoint endpoint) {
        return "QUIT\r\n";
    }

    @Override
    public Optional<String> clearLogin(List<String> transcript) {
        return transcript.stream()
                .map(AUTH::matcher)
                .filter(Matcher::matches)
                .map(line -> "AUTH " + line.group(1).strip())
                .findFirst();
    }
}
