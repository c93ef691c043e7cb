package io.github.tlsclients.ftp;

import io.github.tlsclients.tls.DataChannelException;
import io.github.tlsclients.tls.ResumedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.net.ftp.FTPClientConfig;
import org.apache.commons.net.ftp.FTPFile;
import org.apache.commons.net.ftp.FTPFileEntryParser;
import org.apache.commons.net.ftp.FTPListParseEngine;
import org.apache.commons.net.ftp.FTPReply;
import org.apache.commons.net.ftp.parser.DefaultFTPFileEntryParserFactory;
import org.apache.commons.net.ftp.parser.MLSxEntryParser;
import org.apache.commons.net.ftp.parser.ParserInitializationException;

/** Asks for directories: by MLSD (RFC 3659), which is exact, or by LIST, which has to be guessed at. */
final class Listing {
    /** A directory of half a million files; it is held in memory. */
    private static final long LONGEST = 64L << 20;

    private final ControlConnection control;
    private final FtpFailures failures;

    Listing(ControlConnection control, FtpFailures failures) {
        this.control = control;
        this.failures = failures;
    }

    List<RemoteFile> of(String path, boolean exact) throws IOException {
        List<RemoteFile> found = listed(path, exact);
        if (found.isEmpty() && !path.isEmpty() && !exists(path)) {
            throw failures.missing(path);
        }
        return found;
    }

    private List<RemoteFile> listed(String path, boolean exact) throws IOException {
        if (exact) {
            Optional<List<RemoteFile>> directory = fetch("MLSD", path, MLSxEntryParser.getInstance());
            if (directory.isPresent()) {
                return directory.get();
            }
            // 501 or 550: MLSD is for directories alone (RFC 3659 section 7.2.1), and this may be a file
        }
        return fetch("LIST", path, listParser()).orElseThrow(() -> failures.reading(path));
    }

    /** Nothing if the server refuses the command. */
    private Optional<List<RemoteFile>> fetch(String command, String path, FTPFileEntryParser parser)
            throws IOException {
        ResumedChannel channel = control.transfer(command, path);
        if (channel == null) {
            return Optional.empty();
        }
        FTPListParseEngine engine = new FTPListParseEngine(parser);
        try (channel) {
            engine.readServerList(
                    new LimitedInput(channel.getInputStream(), LONGEST, "the listing"), StandardCharsets.UTF_8.name());
        } catch (DataChannelException e) {
            throw engine.getFiles().length == 0 ? control.explained(e) : e;
        }
        if (!FTPReply.isPositiveCompletion(control.getReply())) {
            throw failures.reading(path);
        }
        try {
            return Optional.of(Stream.of(engine.getFiles())
                    .filter(Listing::isEntry)
                    .map(Listing::remoteFile)
                    .toList());
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw failures.nonsense(path, e); // Commons Net trips over a size that is no number
        }
    }

    private FTPFileEntryParser listParser() throws IOException {
        String system = FTPReply.isPositiveCompletion(control.syst())
                ? control.getReplyString().substring(4)
                : FTPClientConfig.SYST_UNIX;
        FTPClientConfig config = new FTPClientConfig(system);
        config.setServerTimeZoneId("UTC");
        DefaultFTPFileEntryParserFactory factory = new DefaultFTPFileEntryParserFactory();
        try {
            return factory.createFileEntryParser(config);
        } catch (ParserInitializationException e) {
            return factory.createFileEntryParser(new FTPClientConfig(FTPClientConfig.SYST_UNIX));
        }
    }

    /** Some servers answer with an empty list for what is not there. */
    private boolean exists(String path) throws IOException {
        String here = control.printWorkingDirectory();
        boolean entered = control.changeWorkingDirectory(path);
        if (entered && here != null && !control.changeWorkingDirectory(here)) {
            throw failures.reading(here);
        }
        return entered;
    }

    /** The directory itself and the one above are not in it; MLSD gives them types of their own. */
    private static boolean isEntry(FTPFile file) {
        String name = file.getName();
        String raw = String.valueOf(file.getRawListing()).toLowerCase(Locale.ROOT);
        return !name.equals(".") && !name.equals("..") && !raw.contains("type=cdir;") && !raw.contains("type=pdir;");
    }

    private static RemoteFile remoteFile(FTPFile file) {
        Optional<Instant> modified = Optional.ofNullable(file.getTimestampInstant());
        Optional<Long> size = Optional.of(file.getSize()).filter(bytes -> bytes >= 0 && !file.isDirectory());
        return new RemoteFile(file.getName(), file.isDirectory(), size, modified);
    }
}
