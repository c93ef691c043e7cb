package io.github.tlsclients.bench;

import io.github.tlsclients.bench.Comparison.Pair;
import io.github.tlsclients.bench.Site.Plan;
import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

/** Many small things in one process, beside Python's standard library, curl and lftp. */
final class Many {
    private static final int PAIRS = 5;
    private static final int FILES = 200;

    private final Tools tools;

    Many(Tools tools) {
        this.tools = tools;
    }

    List<Plan> plans() {
        return List.of(
                new Plan(
                        "http",
                        "nginx",
                        List.of(443),
                        server -> server.exec(
                                "sh",
                                "-c",
                                "for i in $(seq 0 199); do head -c 10240 /dev/urandom > /srv/www/file$i; done"),
                        List.of(
                                unjudged(
                                        "http get, 200 files of 10 KiB",
                                        "curl, HTTP/2",
                                        site -> new Pair(get(site), curlGet(site))),
                                unjudged(
                                        "http get, 200 files of 10 KiB",
                                        "Python's http.client",
                                        site -> new Pair(get(site), pythonGet(site))))),
                tree("vsftpd"),
                tree("proftpd"),
                new Plan(
                        "smtp",
                        "postfix",
                        List.of(465),
                        Many::takeAndHold,
                        List.of(
                                sends(1.1, "1,000 messages on one connection", "1000", "1"),
                                sends(3.0, "100 messages on 100 connections", "100", "100"))),
                new Plan(
                        "imap",
                        "dovecot",
                        List.of(993),
                        server -> server.exec("/seed.sh", "2000", "20000"),
                        List.of(
                                Comparison.atMost(
                                        6,
                                        "imap list, 2,000 messages",
                                        "Python's imaplib",
                                        PAIRS,
                                        site -> new Pair(
                                                list(site).writing(100_000),
                                                pythonList(site).writing(100_000))),
                                Comparison.atMost(
                                        2.5,
                                        "imap, 2,000 whole messages (39 MB)",
                                        "Python's imaplib",
                                        PAIRS,
                                        site -> new Pair(fetch(site), pythonFetch(site))))));
    }

    private static Comparison unjudged(String what, String peer, Comparison.Setting setting) {
        return new Comparison(what, peer, OptionalDouble.empty(), PAIRS, setting);
    }

    private Program get(Site site) throws IOException {
        return tools.tls("http", "get", "--ca", site.root().toString())
                .adding("--output-dir", folder(site, "files"))
                .adding(uris(site));
    }

    private Program curlGet(Site site) throws IOException {
        return tools.curl("--cacert", site.root().toString(), "--parallel", "--http2", "--remote-name-all")
                .adding("--output-dir", folder(site, "files-curl"))
                .adding(uris(site));
    }

    private Program pythonGet(Site site) throws IOException {
        return tools.python("get_files.py", site.port(443), site.root().toString(), "/file")
                .adding(Integer.toString(FILES), folder(site, "files-python"));
    }

    private static String[] uris(Site site) {
        return IntStream.range(0, FILES)
                .mapToObj(number -> "https://localhost:" + site.port(443) + "/file" + number)
                .toArray(String[]::new);
    }

    private Plan tree(String server) {
        String what = ", 200 files of 64 KiB, 4 at once, " + server;
        return new Plan(
                "ftp",
                server,
                List.of(21, 990),
                container -> container.exec(
                        "sh",
                        "-c",
                        "cd /home/ada && for d in 0 1 2 3 4; do mkdir -p tree/$d; for i in $(seq 0 39); do"
                                + " head -c 65536 /dev/urandom > tree/$d/$i; done; done; chown -R ada tree"),
                List.of(
                        unjudged(
                                "ftp get" + what,
                                "lftp",
                                site -> new Pair(
                                        ftp(site, "get", "/tree/").adding("-o", folder(site, server)),
                                        lftp(site, "mirror", "tree " + folder(site, server + "-lftp")))),
                        unjudged(
                                "ftp put" + what,
                                "lftp",
                                site -> new Pair(
                                        ftp(site, "put", "/ours").adding(localTree(site)),
                                        lftp(site, "mirror --reverse", localTree(site) + " lftp")))));
    }

    /** As on the server. */
    private static String localTree(Site site) throws IOException {
        Path tree = site.folder().resolve("tree");
        byte[] content = new byte[65_536];
        for (int i = 0; i < FILES; i++) {
            new Random(i).nextBytes(content);
            Path folder = Files.createDirectories(tree.resolve(Integer.toString(i % 5)));
            Files.write(folder.resolve(Integer.toString(i)), content);
        }
        return tree.toString();
    }

    private Program ftp(Site site, String verb, String path) {
        return tools.tls(
                        "ftp",
                        verb,
                        "ftp+starttls://localhost" + path,
                        "--ca",
                        site.root().toString())
                .adding("--connect-to", site.straight(21), "--parallel", "4", "--user", site.user())
                .adding("--password-file", site.passwordFile().toString());
    }

    /** It has no way to expect another name than that of the address. */
    private Program lftp(Site site, String mirror, String folders) {
        return Program.of(List.of("lftp", "--norc", "--env-password", "-u", site.user(), "-e"))
                .adding("set cmd:fail-exit yes; set ssl:ca-file " + site.root() + "; set ssl:check-hostname no;"
                        + " set ftp:ssl-force yes; set ftp:ssl-protect-data yes; "
                        + mirror + " --transfer-all --parallel=4 " + folders + "; exit")
                .adding("ftp://" + site.straight(21))
                .with("LFTP_PASSWORD", new String(site.server().password()));
    }

    /** Mail that is delivered behind the client's back would take time from whoever is measured next. */
    private static void takeAndHold(ServerContainer postfix) throws IOException {
        postfix.exec("postconf", "smtpd_data_restrictions=check_client_access static:hold");
        postfix.exec("postfix", "reload");
    }

    private Comparison sends(double bar, String what, String messages, String connections) {
        return Comparison.atMost(bar, "smtp, " + what, "Python's smtplib", PAIRS, site -> {
            Program ours = tools.java("SendMessages", "smtp", "smtps://localhost:" + site.port(465));
            Program python = tools.python("send_messages.py", site.port(465));
            String[] rest = {
                site.root().toString(), site.user(), site.passwordFile().toString(), messages, connections
            };
            return new Pair(ours.adding(rest), python.adding(rest));
        });
    }

    private Program list(Site site) {
        return tools.tls("imap", "list", "imaps://localhost:" + site.port(993) + "/INBOX")
                .adding("--ca", site.root().toString())
                .adding(
                        "--user",
                        site.user(),
                        "--password-file",
                        site.passwordFile().toString());
    }

    private Program pythonList(Site site) {
        return tools.python(
                "list_messages.py",
                site.port(993),
                site.root().toString(),
                site.user(),
                site.passwordFile().toString());
    }

    private Program fetch(Site site) throws IOException {
        return tools.java("FetchMessages", "imap", "imaps://localhost:" + site.port(993))
                .adding(site.root().toString(), site.user(), site.passwordFile().toString())
                .adding(folder(site, "ours"));
    }

    private Program pythonFetch(Site site) throws IOException {
        return tools.python("fetch_messages.py", site.port(993))
                .adding(site.root().toString(), site.user(), site.passwordFile().toString())
                .adding(folder(site, "python"));
    }

    private static String folder(Site site, String name) throws IOException {
        return Files.createDirectories(site.folder().resolve(name)).toString();
    }
}
