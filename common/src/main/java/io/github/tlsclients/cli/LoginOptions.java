package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Secrets;
import io.github.tlsclients.tls.TlsConfigException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a user logs in. */
public final class LoginOptions {
    @Option(names = "--user", paramLabel = "NAME", description = "log in as this user")
    private @Nullable String user;

    @Option(names = "--password-file", paramLabel = "FILE", description = "file whose first line is the password")
    private @Nullable Path passwordFile;

    @Option(names = "--password-env", paramLabel = "VAR", description = "environment variable with the password")
    private @Nullable String passwordVariable;

    /**
     * The login, or nothing if no user is given.
     *
     * @throws TlsConfigException if the options do not add up, or the password cannot be read
     */
    public Optional<Login> login() {
        if (user == null) {
            if (hasPassword()) {
                throw new TlsConfigException("a password is given, and no user", "add --user NAME");
            }
            return Optional.empty();
        }
        if ((passwordFile == null) == (passwordVariable == null)) {
            throw new TlsConfigException(
                    "the password of " + user + " is missing or given twice",
                    "give one of --password-file FILE and --password-env VAR");
        }
        char[] password = passwordFile != null
                ? Secrets.firstLine(passwordFile)
                : Secrets.variable(String.valueOf(passwordVariable));
        return Optional.of(new Login(user, password));
    }

    /** The name, or nothing if none is given. */
    Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** Whether a password is given. */
    boolean hasPassword() {
        return passwordFile != null || passwordVariable != null;
    }

    /** The login of a verb that cannot do without. */
    public Login required() {
        return login().orElseThrow(() -> new TlsConfigException(
                "this needs a login", "add --user NAME and --password-file FILE or --password-env VAR"));
    }

    /**
     * Who logs in.
     *
     * @param user the name
     * @param password never printed by {@link #toString()}
     */
    @SuppressWarnings("ArrayRecordComponent") // a secret is a char[]; nobody compares these
    public record Login(String user, char[] password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
