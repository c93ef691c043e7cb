package io.github.tlsclients.bench;

import io.github.tlsclients.bench.Comparison.Pair;
import io.github.tlsclients.bench.Site.Plan;
import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** Many small things in one process, beside Python's standard library. */
final class Many {
    private static final int PAIRS = 5;

    private final Tools tools;

    Many(Tools tools) {
        this.tools = tools;
    }

    List<Plan> plans() {
        return List.of(
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
