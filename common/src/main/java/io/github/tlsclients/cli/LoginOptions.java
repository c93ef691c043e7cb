package io.github.tlsclients.cli;

import io.github.tlsclients.tls.Secrets;
import io.github.tlsclients.tls.TlsConfigException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The options by which a user logs in. */
public final class LoginOptions {
    private final Supplier<Optional<String>> user;
    private final Supplier<Optional<Path>> passwordFile;
    private final Supplier<Optional<String>> passwordVariable;

    /** Adds them. */
    public LoginOptions(Syntax syntax) {
        user = syntax.option("--user")
                .label("NAME")
                .description("log in as this user")
                .value(String.class);
        passwordFile = syntax.option("--password-file")
                .label("FILE")
                .description("file whose first line is the password")
                .value(Path.class);
        passwordVariable = syntax.option("--password-env")
                .label("VAR")
                .description("environment variable with the password")
                .value(String.class);
    }

    /**
     * The login, or nothing if no user is given.
     *
     * @throws TlsConfigException if the options do not add up, or the password cannot be read
     */
    public Optional<Login> login() {
        if (user.get().isEmpty()) {
            if (hasPassword()) {
                throw new TlsConfigException("a password is given, and no user", "add --user NAME");
            }
            return Optional.empty();
        }
        String name = user.get().get();
        if (passwordFile.get().isPresent() == passwordVariable.get().isPresent()) {
            throw new TlsConfigException(
                    "the password of " + name + " is missing or given twice",
                    "give one of --password-file FILE and --password-env VAR");
        }
        char[] password = passwordFile
                .get()
                .map(Secrets::firstLine)
                .or(() -> passwordVariable.get().map(Secrets::variable))
                .orElseThrow();
        return Optional.of(new Login(name, password));
    }

    /** The name, or nothing if none is given. */
    Optional<String> user() {
        return user.get();
    }

    /** Whether a password is given. */
    boolean hasPassword() {
        return passwordFile.get().isPresent() || passwordVariable.get().isPresent();
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
