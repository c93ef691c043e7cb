package io.github.tlsclients.bench;

import io.github.tlsclients.bench.Comparison.Pair;
import io.github.tlsclients.bench.Site.Plan;
import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shortest commands, where all there is to see is how long it takes to start. */
final class ColdStart {
    private static final int PAIRS = 15;
    private static final double BESIDE_BARE = 1.15;
    private static final double BESIDE_NAIVE = 0.6;
    private static final String KILOBYTE = "head -c 1024 /dev/zero | tr '\\0' x > ";

    /** Commons Net cannot. What the server was started with is forgotten when it reads its configuration again. */
    private static final String NEED_NOT_RESUME =
            "{ tr '\\0' '\\n' </proc/$(pidof -s vsftpd)/cmdline | sed -n 's/^-opasv/pasv/p'; echo require_ssl_reuse=NO; }"
                    + " >>/etc/vsftpd.conf; pkill -HUP vsftpd";

    private static final String DOVECOT = "/etc/dovecot/dovecot.conf";

    private final Tools tools;

    ColdStart(Tools tools) {
        this.tools = tools;
    }

    List<Plan> plans() {
        return List.of(
                new Plan(
                        "http",
                        "nginx",
                        List.of(443),
                        server -> server.exec("sh", "-c", KILOBYTE + "/srv/www/kilobyte"),
                        List.of(
                                bare("http probe", "head", 443, 0, this::probe),
                                naive("http probe", "OkHttp", site -> new Pair(probe(site), okHttp(site, "HEAD", "/"))),
                                bare("http get, 1 KB", "get", 443, 1024, this::get),
                                naive(
                                        "http get, 1 KB",
                                        "OkHttp",
                                        site -> new Pair(
                                                get(site),
                                                okHttp(site, "GET", "/kilobyte").writing(1024))))),
                new Plan(
                        "smtp",
                        "postfix",
                        List.of(465),
                        ColdStart::plainAlone,
                        List.of(
                                bare("smtp send", "send", 465, 0, this::send),
                                naive(
                                        "smtp send",
                                        "Angus Mail",
                                        site -> new Pair(send(site), library("NaiveAngusSend", "smtp", site, 465))))),
                new Plan(
                        "imap",
                        "dovecot",
                        List.of(993),
                        server -> {
                            server.exec("sed", "-i", "s/^auth_mechanisms = .*/auth_mechanisms = plain/", DOVECOT);
                            server.exec("doveadm", "reload");
                            server.exec("/seed.sh", "10");
                        },
                        List.of(
                                bare("imap list", "list", 993, 500, this::list),
                                naive(
                                        "imap list",
                                        "Angus Mail",
                                        site -> new Pair(
                                                list(site),
                                                library("NaiveAngusList", "imap", site, 993)
                                                        .writing(500))))),
                new Plan(
                        "ftp",
                        "vsftpd",
                        List.of(21),
                        server -> {
                            server.exec("sh", "-c", KILOBYTE + "/home/ada/kilobyte");
                            server.exec("sh", "-c", NEED_NOT_RESUME);
                        },
                        List.of(
                                bare("ftp get, 1 KB", "retrieve", 21, 1024, this::retrieve),
                                naive(
                                        "ftp get, 1 KB",
                                        "Commons Net",
                                        site -> new Pair(
                                                retrieve(site),
                                                library("NaiveCommonsNet", "ftp", site, 21)
                                                        .writing(1024))))));
    }

    /**
     * SCRAM, which ours takes where it is offered, would hash the password 4,096 times in a JVM that has just begun; the
     * others send it as it is. All are to say the same.
     */
    private static void plainAlone(ServerContainer postfix) throws IOException {
        postfix.exec("sed", "-i", "s/^mech_list: .*/mech_list: PLAIN/", "/etc/postfix/sasl/smtpd.conf");
        postfix.exec("postfix", "reload");
    }

    private interface Ours {
        Program at(Site site) throws IOException;
    }

    private Comparison bare(String what, String verb, int port, long bytes, Ours ours) {
        return Comparison.atMost(BESIDE_BARE, what, "bare SSLSocket, same flags", PAIRS, site -> {
            Program program = ours.at(site);
            Program bare = tools.bare(
                    program,
                    verb,
                    site.port(port),
                    site.root().toString(),
                    site.user(),
                    site.passwordFile().toString());
            return new Pair(program, bare.writing(bytes));
        });
    }

    private static Comparison naive(String what, String library, Comparison.Setting setting) {
        return Comparison.atMost(BESIDE_NAIVE, what, library + ", no flags", PAIRS, setting);
    }

    private Program probe(Site site) {
        return tools.tls(
                "http",
                "probe",
                "https://localhost:" + site.port(443) + "/",
                "--ca",
                site.root().toString());
    }

    private Program get(Site site) {
        return tools.tls(
                        "http",
                        "get",
                        "https://localhost:" + site.port(443) + "/kilobyte",
                        "--ca",
                        site.root().toString())
                .writing(1024);
    }

    private Program okHttp(Site site, String method, String path) {
        return tools.java(
                "NaiveOkHttp",
                "http",
                method,
                "https://localhost:" + site.port(443) + path,
                site.root().toString());
    }

    private Program send(Site site) throws IOException {
        Path text = Files.writeString(site.folder().resolve("text"), "hello\n");
        return loggedIn(site, "smtp", "send", "smtps://localhost:" + site.port(465))
                .adding("--from", "ada@lab.test", "--to", "ada@lab.test", "--subject", "hello")
                .reading(text);
    }

    private Program list(Site site) {
        return loggedIn(site, "imap", "list", "imaps://localhost:" + site.port(993) + "/INBOX")
                .writing(100);
    }

    private Program retrieve(Site site) {
        return loggedIn(site, "ftp", "get", "ftp+starttls://localhost:" + site.port(21) + "/kilobyte")
                .writing(1024);
    }

    private Program loggedIn(Site site, String... arguments) {
        return tools.tls(arguments)
                .adding("--ca", site.root().toString())
                .adding(
                        "--user",
                        site.user(),
                        "--password-file",
                        site.passwordFile().toString());
    }

    private Program library(String name, String module, Site site, int port) {
        return tools.java(
                name,
                module,
                site.port(port),
                site.root().toString(),
                site.user(),
                site.passwordFile().toString());
    }
}
