package io.github.tlsclients.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The flags that the launcher starts a JVM with, read off the running process: whoever changes the launcher changes what
 * ours is compared with. An archive is of the program that it was made from, so another program gets one of its own.
 */
record LauncherFlags(List<String> flags) {
    private static final String CDS = "-XX:SharedArchiveFile=";
    private static final String CDS_MADE = "-XX:ArchiveClassesAtExit=";
    private static final String AOT = "-XX:AOTCache=";
    private static final String AOT_MADE = "-XX:AOTCacheOutput=";

    /** The first runs make the archive, if there is to be one; what they are started with is not what users see later. */
    private static final int RUNS_UNTIL_SETTLED = 3;

    static LauncherFlags of(Program ours) throws IOException, NotMeasured {
        List<String> seen = List.of();
        for (int i = 0; i < RUNS_UNTIL_SETTLED; i++) {
            Process process = ours.start(Redirect.DISCARD);
            seen = read(process.toHandle());
            ours.end(process);
        }
        return new LauncherFlags(of(seen));
    }

    /** Of a JVM's arguments those that are for the JVM itself. */
    static List<String> of(List<String> arguments) {
        return arguments.stream()
                .takeWhile(argument -> !argument.startsWith("io.github.tlsclients."))
                .filter(argument -> argument.startsWith("-X"))
                .toList();
    }

    /** Bash becomes Java by exec, so it is the same process. */
    private static List<String> read(ProcessHandle process) throws NotMeasured {
        while (process.isAlive()) {
            ProcessHandle.Info info = process.info();
            if (info.command().filter(command -> command.endsWith("/java")).isPresent()) {
                return info.arguments().stream().flatMap(Stream::of).toList();
            }
            Thread.onSpinWait();
        }
        throw new NotMeasured("the launcher started no JVM", "see whether this system tells a process's arguments");
    }

    /** A program of one class with these flags. Where they name an archive, it gets its own, made by a run of it. */
    Program start(Path java, List<String> line, Path archive) throws IOException, NotMeasured {
        Optional<String> archived =
                flags.stream().filter(LauncherFlags::isArchive).findFirst();
        if (archived.isEmpty()) {
            return program(java, List.of(), line);
        }
        boolean cds = archived.get().startsWith(CDS);
        Files.deleteIfExists(archive);
        program(java, List.of((cds ? CDS_MADE : AOT_MADE) + archive), line).prove();
        return program(java, List.of((cds ? CDS : AOT) + archive), line);
    }

    private Program program(Path java, List<String> archive, List<String> line) {
        List<String> whole = new ArrayList<>(List.of(java.toString()));
        flags.stream().filter(flag -> !isArchive(flag)).forEach(whole::add);
        whole.addAll(archive);
        whole.addAll(line);
        return Program.of(whole);
    }

    private static boolean isArchive(String flag) {
        return flag.startsWith(CDS) || flag.startsWith(AOT);
    }
}
