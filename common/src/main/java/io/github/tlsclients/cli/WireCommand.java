package io.github.tlsclients.cli;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.session.TlsFailure;
import io.github.tlsclients.tls.TlsConfigException;
import io.github.tlsclients.wire.Flow;
import io.github.tlsclients.wire.Recording;
import io.github.tlsclients.wire.Tap;
import io.github.tlsclients.wire.WireView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code tls wire}: an eavesdropper between any two programs. */
final class WireCommand implements Callable<Integer> {
    private static final Pattern ADDRESS = Pattern.compile("(?:(?:\\[([^]]+)]|([^:\\[\\]]+)):)?([0-9]{1,5})");
    private static final int LAST_PORT = 65_535;

    private final Syntax syntax;
    private final Supplier<String> listen;
    private final Supplier<String> to;
    private final Supplier<Boolean> once;
    private final Supplier<Optional<Wiretap>> report;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode;

    WireCommand(Syntax syntax) {
        syntax.description(
                "Passes connections on to a server, and tells of each, when it has ended, what an eavesdropper learns.",
                "Nothing is decrypted and nothing changed. It goes on until it is interrupted.");
        syntax.footer(
                "FTP's data connections go to ports of their own, and not through here: see --wiretap of tls ftp.");
        this.syntax = syntax;
        listen = syntax.option("--listen")
                .label("[HOST:]PORT")
                .description("where clients are to connect to; this machine alone, if HOST is left out")
                .required(String.class);
        to = syntax.option("--to")
                .label("HOST:PORT")
                .description("where they are passed on to")
                .required(String.class);
        once = syntax.option("--once")
                .description("end when the first connection has ended")
                .flag();
        report = syntax.option("--report")
                .label("FILE")
                .description("at the end write all of it to FILE: .html, .json or .pcapng")
                .read(new Wiretap.FromFile())
                .value(Wiretap.class);
    }

    @Override
    public Integer call() throws Exception {
        Output output = syntax.output();
        InetSocketAddress here = here();
        InetSocketAddress there = address("--to", to.get(), null);
        try (Tap tap = listening(here, there, output)) {
            if (report.get().isPresent()) {
                Wiretap asked = report.get().get();
                asked.record(to.get(), tap.recording());
                if (!once.get()) {
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> told(asked, output)));
                }
            }
            output.note("ready on port " + tap.port() + "; "
                    + (once.get() ? "the first connection ends it" : "interrupt to stop"));
            ended.await();
        }
        if (report.get().isPresent()) {
            report.get().get().tell(output);
        }
        return exitCode;
    }

    private Tap listening(InetSocketAddress here, InetSocketAddress there, Output output) throws TlsException {
        try {
            return Tap.listening(here, there, new Teller(output));
        } catch (IOException e) {
            throw new TlsException(
                    TlsFailure.USAGE,
                    "nobody can listen on " + listen.get() + ": " + e.getMessage(),
                    "take another port; 0 takes any that is free",
                    e);
        }
    }

    private static void told(Wiretap report, Output output) {
        try {
            report.tell(output);
        } catch (IOException | TlsConfigException e) {
            output.note("wire: error: " + e.getMessage());
        }
    }

    private InetSocketAddress here() {
        InetSocketAddress given = address(
                "--listen", listen.get(), InetAddress.getLoopbackAddress().getHostAddress());
        InetSocketAddress here = new InetSocketAddress(given.getHostString(), given.getPort());
        if (here.isUnresolved()) {
            throw new TlsConfigException(
                    "--listen: there is no " + given.getHostString(),
                    "name an address of this machine, or a port alone");
        }
        return here;
    }

    /** Not looked up: that is to be seen for each connection. */
    private static InetSocketAddress address(String option, String value, @Nullable String defaultHost) {
        Matcher parts = ADDRESS.matcher(value);
        String host = !parts.matches() ? null : parts.group(1) != null ? parts.group(1) : parts.group(2);
        if (host == null) {
            host = defaultHost;
        }
        if (!parts.matches() || host == null || Integer.parseInt(parts.group(3)) > LAST_PORT) {
            throw new TlsConfigException(
                    option + " " + value + " is not an address", "write it as localhost:587 or [::1]:587");
        }
        return InetSocketAddress.createUnresolved(host, Integer.parseInt(parts.group(3)));
    }

    /** Tells each connection as it ends. */
    private final class Teller implements Tap.Listener {
        private final Output output;

        Teller(Output output) {
            this.output = output;
        }

        @Override
        public synchronized void ended(Recording recording, Flow flow) {
            output.result(WireView.of(to.get(), recording, flow).toString());
            if (once.get()) {
                ended.countDown();
            }
        }

        @Override
        public synchronized void unreachable(IOException failure) {
            output.note("wire: error: not passed on: " + failure.getMessage());
            output.note("wire: hint: check --to " + to.get());
            if (once.get()) {
                exitCode = TlsFailure.UNREACHABLE.exitCode();
                ended.countDown();
            }
        }
    }
}
