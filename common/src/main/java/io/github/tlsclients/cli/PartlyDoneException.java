package io.github.tlsclients.cli;

import io.github.tlsclients.session.TlsException;
import java.util.Map;

/** A command failed when a part of its work was done already: with JSON the failure's document tells of that as well. */
public final class PartlyDoneException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TlsException failure;
    private final transient Map<String, Object> done;

    /**
     * A failure behind what is done.
     *
     * @param done what the document has beside the failure
     */
    public PartlyDoneException(TlsException failure, Map<String, Object> done) {
        super(failure.getMessage(), failure);
        this.failure = failure;
        this.done = done;
    }

    TlsException failure() {
        return failure;
    }

    Map<String, Object> done() {
        return done;
    }
}
