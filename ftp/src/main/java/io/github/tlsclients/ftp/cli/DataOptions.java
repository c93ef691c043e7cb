package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.ftp.DataMode;
import io.github.tlsclients.tls.TlsConfigException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How data connections come about. */
final class DataOptions {
    private static final String OWN = "";

    @Option(
            names = "--active",
            arity = "0..1",
            paramLabel = "ADDRESS",
            preprocessor = Attached.class,
            description = {
                "active mode: the server connects to this machine for data (PORT, EPRT), at ADDRESS",
                "if that is not the address that the server sees anyway; it must reach it. Otherwise passive"
            })
    private @Nullable String active;

    DataMode mode() {
        if (active == null) {
            return DataMode.PASSIVE;
        }
        if (active.equals(OWN)) {
            return DataMode.ACTIVE;
        }
        try {
            return DataMode.activeAt(InetAddress.getByName(active));
        } catch (UnknownHostException e) {
            throw new TlsConfigException(
                    "there is no address \"" + active + "\" to announce",
                    "an IP address, such as --active=192.0.2.1, or the name of one",
                    e);
        }
    }

    /** Takes a value behind "=" alone; the next word is the URI. */
    static final class Attached implements IParameterPreprocessor {
        @Override
        @SuppressWarnings("JdkObsolete") // picocli's
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!"=".equals(info.get("separator"))) {
                arguments.push(OWN);
            }
            return false;
        }
    }
}
