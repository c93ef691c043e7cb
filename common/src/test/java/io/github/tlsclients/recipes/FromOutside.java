package io.github.tlsclients.recipes;

import io.github.tlsclients.tls.TlsConfig;
import io.github.tlsclients.tls.TlsContext;
import io.github.tlsclients.tls.TlsProperties;
import java.nio.file.Path;
import java.util.Map;

/**
 * What: a configuration given by whoever runs the app, in a file and in environment variables.
 *
 * <p>How: variables go before the file. An unknown key is an error, so that a misspelt one is not passed over.
 *
 * <p>Do not copy: that it prints. Log the explanation once, when your app starts.
 *
 * <p>Argument: a properties file.
 */
public final class FromOutside {
    private FromOutside() {}

    public static void main(String... args) {
        System.out.println(
                TlsContext.of(read(System.getenv(), Path.of(args[0]))).explain());
    }

    static TlsConfig read(Map<String, String> variables, Path propertiesFile) {
        // region read
        TlsConfig config = TlsProperties.environment(variables, "MYAPP_TLS_")
                .over(TlsProperties.file(propertiesFile))
                .config("smtp");
        // endregion
        return config;
    }
}
