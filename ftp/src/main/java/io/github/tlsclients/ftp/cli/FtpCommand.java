package io.github.tlsclients.ftp.cli;

import io.github.tlsclients.cli.Commands;
import picocli.CommandLine.Command;

/** {@code tls ftp}. */
@Command(
        name = "ftp",
        mixinStandardHelpOptions = true,
        description = {
            "FTP over TLS, control and data: ftps://host[:990]/path or ftp+starttls://host[:21]/path.",
            "Each data connection resumes the control connection's TLS session. Post-quantum ones (--provider bc with"
                    + " --require-post-quantum) cannot yet: they show the same certificate, which proves the same server but"
                    + " not the same session; servers that demand resumption refuse them."
        })
public final class FtpCommand {
    /** Runs a command and ends with its exit code. */
    public static void main(String... args) {
        System.exit(Commands.run(new FtpModule(), args));
    }
}
