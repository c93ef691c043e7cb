package io.github.tlsclients.http.cli;

import io.github.tlsclients.cli.LoginOptions;
import io.github.tlsclients.cli.Syntax;
import io.github.tlsclients.cli.TlsOptions;
import io.github.tlsclients.http.HttpProxy;
import io.github.tlsclients.http.HttpSession;
import io.github.tlsclients.tls.Endpoint;
import io.github.tlsclients.tls.Protocol;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.tls.TlsContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import okhttp3.Headers;

/** The options of every verb that sends a request, and what they come to: a session and its headers. */
final class RequestOptions {
    /** Where a message ends and who it is for is not for a header option to say. */
    private static final Set<String> OURS =
            Set.of("host", "connection", "upgrade", "content-length", "transfer-encoding", "te", "expect");

    private static final Set<String> SECRET = Set.of("authorization", "proxy-authorization", "cookie");

    private final TlsOptions tls;
    private final LoginOptions login;
    private final Supplier<Optional<String>> proxy;
    private final Supplier<List<String>> headers;
    private final Supplier<Optional<Path>> headerFile;

    RequestOptions(Syntax syntax) {
        tls = new TlsOptions(syntax);
        login = new LoginOptions(syntax);
        proxy = syntax.option("--proxy")
                .label("URI")
                .description("tunnel through http://host:port or https://host:port (CONNECT)")
                .value(String.class);
        headers = syntax.option("-H", "--header")
                .label("'Name: value'")
                .description("send this header field; repeatable")
                .values(String.class);
        headerFile = syntax.option("--header-file")
                .label("FILE")
                .description("send the header fields of this file")
                .value(Path.class);
    }

    boolean json() {
        return tls.json();
    }

    Endpoint endpoint() {
        return tls.endpoint(Protocol.HTTP);
    }

    /** The same for a further URI. */
    Endpoint endpoint(String uri) {
        return tls.endpoint(uri, Protocol.HTTP);
    }

    /**
     * How TLS is to be.
     *
     * @throws TlsConfigException if an option asks for what cannot be had
     */
    TlsContext context() {
        return tls.context();
    }

    /** A session with that endpoint; the options' every error is told before anything is connected. */
    HttpSession open(Endpoint endpoint, TlsContext context) {
        HttpSession session = proxy.get()
                .map(uri -> HttpSession.open(endpoint, context, HttpProxy.parse(uri)))
                .orElseGet(() -> HttpSession.open(endpoint, context));
        login.login().ifPresent(given -> {
            session.login(given.user(), given.password());
            Arrays.fill(given.password(), '\0');
        });
        return session;
    }

    Headers headers() {
        Headers.Builder builder = new Headers.Builder();
        for (String header : headers.get()) {
            refuseSecret(header);
            add(builder, header);
        }
        headerFile.get().ifPresent(file -> lines(file).forEach(line -> add(builder, line)));
        return builder.build();
    }

    private static void add(Headers.Builder builder, String header) {
        int colon = header.indexOf(':');
        if (colon <= 0) {
            throw new TlsConfigException("a header field is not a name, a colon and a value", "write -H 'Name: value'");
        }
        String name = header.substring(0, colon).strip();
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new TlsConfigException(
                    "the header field " + name + " is not for you to set",
                    "the URI, --server-name and --connect-to say where a request goes");
        }
        try {
            builder.add(name, header.substring(colon + 1).strip());
        } catch (IllegalArgumentException e) {
            // its message shows the value, which may be a secret
            throw new TlsConfigException(
                    "a header field holds characters that none may hold", "names and values are printable ASCII");
        }
    }

    private static void refuseSecret(String header) {
        String name = header.split(":", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (SECRET.contains(name)) {
            throw new TlsConfigException(
                    "a secret on the command line can be read by every user",
                    "use --user and --password-file, or put the header field into a file: --header-file FILE");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new TlsConfigException("the header file " + file + " cannot be read", "check the path", e);
        }
    }
}
