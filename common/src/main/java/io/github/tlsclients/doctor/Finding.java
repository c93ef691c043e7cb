package io.github.tlsclients.doctor;

import io.github.tlsclients.session.TlsFailure;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing that was looked at. Each text is one line, whatever a server wrote into it.
 *
 * @param severity how bad it is
 * @param topic what it is about
 * @param failure what a client's session fails by, or would; empty where none does
 * @param seen what was seen
 * @param fix what to do about it; empty where nothing is to be done
 * @param owner what to tell the server's owner, in whole sentences; empty where it is not the owner's to mend
 */
public record Finding(
        Severity severity, Topic topic, Optional<TlsFailure> failure, String seen, String fix, String owner) {
    /** Line breaks, what steers a terminal, and what reverses the direction of text. */
    private static final Pattern STEERING = Pattern.compile("[\\p{Cntrl}\\x7f-\\x9f\\p{Cf}\\p{Zl}\\p{Zp}]");

    /** Certificates may hold kilobytes of names. */
    private static final int LONGEST = 2_000;

    /**
     * Takes out of the texts what is not text.
     *
     * @param severity how bad it is
     * @param topic what it is about
     * @param failure what a client's session fails by, or would
     * @param seen what was seen
     * @param fix what to do about it
     * @param owner what to tell the server's owner
     */
    public Finding {
        seen = line(seen);
        fix = line(fix);
        owner = line(owner);
    }

    static Finding ok(Topic topic, String seen) {
        return new Finding(Severity.OK, topic, Optional.empty(), seen, "", "");
    }

    static Finding note(Topic topic, String seen, String fix) {
        return note(topic, seen, fix, "");
    }

    static Finding note(Topic topic, String seen, String fix, String owner) {
        return new Finding(Severity.NOTE, topic, Optional.empty(), seen, fix, owner);
    }

    static Finding warning(Topic topic, String seen, String fix, String owner) {
        return new Finding(Severity.WARNING, topic, Optional.empty(), seen, fix, owner);
    }

    static Finding warning(Topic topic, TlsFailure failure, String seen, String fix, String owner) {
        return new Finding(Severity.WARNING, topic, Optional.of(failure), seen, fix, owner);
    }

    static Finding error(Topic topic, TlsFailure failure, String seen, String fix, String owner) {
        return new Finding(Severity.ERROR, topic, Optional.of(failure), seen, fix, owner);
    }

    private static String line(String text) {
        String line = STEERING.matcher(text.strip()).replaceAll("?");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
