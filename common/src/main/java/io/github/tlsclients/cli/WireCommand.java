package io.github.tlsclients.cli;

import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.wire.Tap;
import io.github.tlsclients.wire.WireView;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tls wire}: an eavesdropper between any two programs. */
@Command(
        name = "wire",
        mixinStandardHelpOptions = true,
        description = {
            "Passes connections on to a server, and tells of each, when it ends, what an eavesdropper learns.",
            "Nothing is decrypted or changed. Until interrupted, or with --once until the first connection ends."
        })
final class WireCommand implements Callable<Integer> {
    private static final Pattern ADDRESS = Pattern.compile("(?:\\[([^]]+)]|([^:]*)):?([0-9]{1,5})?");

    @Option(
            names = "--listen",
            required = true,
            paramLabel = "[HOST:]PORT",
            description = "where clients are to connect to; HOST is localhost, if none is given")
    private String listen = "";

    @Option(names = "--to", required = true, paramLabel = "HOST:PORT", description = "where they are passed on to")
    private String to = "";

    @Option(names = "--once", description = "end when the first connection has ended")
    private boolean once;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        throw new UnsupportedOperationException();
    }
}
