package io.github.tlsclients.ftp;

import io.github.tlsclients.session.TlsException;
import io.github.tlsclients.tls.DataChannelException;
import io.github.tlsclients.tls.ResumedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private static final long LONGEST = 32L << 20;

    /** Far beyond the 255 or 1,024 bytes of a name, and its facts. */
    private static final int LONGEST_LINE = 64 * 1024;

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
                    new LimitedInput(channel.getInputStream(), LONGEST, LONGEST_LINE, "the listing"),
                    StandardCharsets.UTF_8.name());
        } catch (DataChannelException e) {
            throw engine.getFiles().length == 0 ? control.explained(e) : e;
        }
        if (!FTPReply.isPositiveCompletion(control.getReply())) {
            throw failures.reading(path);
        }
        try {
            List<RemoteFile> found = new ArrayList<>();
            for (FTPFile file : engine.getFiles()) {
                if (isEntry(file)) {
                    found.add(remoteFile(file, path));
                }
            }
            return Optional.of(List.copyOf(found));
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

    /** Whether this is a directory. Some servers answer with an empty list for what is not there. */
    boolean exists(String path) throws IOException {
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

    /** RFC 3659 section 7.5.1 leaves links to each system: {@code type=OS.unix=symlink}, or {@code slink:} and its goal. */
    private static boolean isLink(FTPFile file) {
        return file.isSymbolicLink()
                || String.valueOf(file.getRawListing()).toLowerCase(Locale.ROOT).contains("type=os.unix=s");
    }

    /** Who copies what is listed would write it to where the server likes: no name of a file holds these. */
    private RemoteFile remoteFile(FTPFile file, String path) throws TlsException {
        String name = file.getName();
        if (name.equals(path)) {
            name = path.substring(path.lastIndexOf('/') + 1); // some servers repeat what they were asked for
        }
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw failures.leadsElsewhere(path, name);
        }
        Optional<Instant> modified = Optional.ofNullable(file.getTimestampInstant());
        Optional<Long> size = Optional.of(file.getSize()).filter(bytes -> bytes >= 0 && !file.isDirectory());
        return new RemoteFile(name, file.isDirectory(), size, modified, isLink(file));
    }
}
