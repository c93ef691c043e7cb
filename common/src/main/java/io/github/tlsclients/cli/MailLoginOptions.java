package io.github.tlsclients.cli;

import io.github.tlsclients.sasl.Credential;
import io.github.tlsclients.sasl.Mechanism;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/** The options by which a user of a mail protocol logs in: by password, token or client certificate. */
public final class MailLoginOptions {
    private final LoginOptions logins;
    private final Supplier<Optional<String>> mechanism;

    /** Adds them. */
    public MailLoginOptions(Syntax syntax) {
        logins = new LoginOptions(syntax);
        mechanism = syntax.option("--auth")
                .label("MECHANISM")
                .description(
                        "log in by this alone: SCRAM-SHA-256-PLUS, SCRAM-SHA-256, PLAIN, LOGIN, EXTERNAL (by --cert),"
                                + " OAUTHBEARER or XOAUTH2 (the password is the token); otherwise by the strongest offered")
                .value(String.class);
    }

    /**
     * Who logs in, or nothing if the options name nobody.
     *
     * @param context whose client certificate logs in a user without a password
     * @throws TlsConfigException if the options do not add up, or the secret cannot be read
     */
    public Optional<Credential> credential(TlsContext context) {
        Optional<Mechanism> named = mechanism.get().map(Mechanism::named);
        boolean certificate = !context.config().identities().isEmpty();
        boolean external = named.map(known -> known.kind() == Credential.Kind.CERTIFICATE)
                .orElse(logins.user().isPresent() && !logins.hasPassword() && certificate);
        if (external) {
            return Optional.of(byCertificate(named, certificate));
        }
        if (named.isPresent() && logins.user().isEmpty() && !logins.hasPassword()) {
            throw new TlsConfigException("--auth names how to log in, and nobody logs in", "add --user NAME");
        }
        return logins.login().map(login -> bySecret(login, named));
    }

    /**
     * Who logs in, for a verb that cannot do without: the client certificate if nobody is named.
     *
     * @throws TlsConfigException if there is none either
     */
    public Credential required(TlsContext context) {
        return credential(context).orElseGet(() -> {
            if (context.config().identities().isEmpty()) {
                logins.required();
            }
            return Credential.certificate("");
        });
    }

    private Credential byCertificate(Optional<Mechanism> named, boolean certificate) {
        if (logins.hasPassword()) {
            throw new TlsConfigException(
                    "EXTERNAL logs in by the client certificate, and a password is given", "leave one of them out");
        }
        if (!certificate) {
            throw new TlsConfigException(
                    "EXTERNAL logs in by a client certificate, and there is none", "add --cert FILE --key FILE");
        }
        Credential credential = Credential.certificate(logins.user().orElse(""));
        return named.map(credential::by).orElse(credential);
    }

    private static Credential bySecret(LoginOptions.Login login, Optional<Mechanism> named) {
        try {
            boolean token =
                    named.map(known -> known.kind() == Credential.Kind.TOKEN).orElse(false);
            Credential credential = token
                    ? Credential.token(login.user(), login.password())
                    : Credential.password(login.user(), login.password());
            return named.map(credential::by).orElse(credential);
        } finally {
            Arrays.fill(login.password(), '\0');
        }
    }
}
