package io.github.tlsclients.bench;

import io.github.tlsclients.bench.Comparison.Pair;
import io.github.tlsclients.bench.Site.Plan;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** One gibibyte beside curl, straight to the container, to where nobody reads it. */
final class Transfers {
    private static final int PAIRS = 5;
    private static final long GIB = 1L << 30;

    /** As random as it has to be so that nothing on the way compresses or remembers it. */
    private static final String RANDOM = "head -c " + GIB + " /dev/urandom > ";

    private final Tools tools;

    Transfers(Tools tools) {
        this.tools = tools;
    }

    List<Plan> plans() {
        List<Plan> plans = new ArrayList<>();
        plans.add(new Plan(
                "http",
                "nginx",
                List.of(443),
                server -> server.exec("sh", "-c", RANDOM + "/srv/www/gib"),
                List.of(
                        Comparison.atMost(
                                2.0,
                                "https get, 1 GiB",
                                "curl",
                                PAIRS,
                                site -> new Pair(httpGet(site), httpCurl(site))),
                        Comparison.atMost(
                                2.0,
                                "https get, 1 GiB, in a heap of 64 MB",
                                "curl",
                                PAIRS,
                                site -> new Pair(httpGet(site).with("JDK_JAVA_OPTIONS", "-Xmx64m"), httpCurl(site))),
                        Comparison.atMost(
                                3.3,
                                "https get, 1 GiB, Bouncy Castle",
                                "curl",
                                PAIRS,
                                site -> new Pair(httpGet(site).adding("--provider", "bc"), httpCurl(site))),
                        new Comparison(
                                "https get, 1 GiB",
                                "raw SSLSocket",
                                OptionalDouble.empty(),
                                PAIRS,
                                site -> new Pair(httpGet(site), rawSocket(site))))));
        for (String server : List.of("vsftpd", "proftpd")) {
            List<Comparison> comparisons = new ArrayList<>();
            for (FtpMode mode : List.of(new FtpMode("ftp+starttls", "ftp", 21), new FtpMode("ftps", "ftps", 990))) {
                comparisons.add(Comparison.atMost(
                        1.25,
                        mode.ours + " get, 1 GiB, " + server,
                        "curl",
                        PAIRS,
                        site -> new Pair(
                                ftp(site, mode, "get", "/gib").writing(GIB),
                                ftpCurl(site, mode, "/gib").writing(GIB))));
                comparisons.add(Comparison.atMost(
                        1.1,
                        mode.ours + " put, 1 GiB, " + server,
                        "curl",
                        PAIRS,
                        site -> new Pair(
                                ftp(site, mode, "put", "/put").adding(local(site)),
                                ftpCurl(site, mode, "/put").adding("--upload-file", local(site)))));
            }
            plans.add(new Plan(
                    "ftp",
                    server,
                    List.of(21, 990),
                    container -> container.exec("sh", "-c", RANDOM + "/home/ada/gib"),
                    comparisons));
        }
        return plans;
    }

    private record FtpMode(String ours, String curls, int port) {}

    private Program httpGet(Site site) {
        return tools.tls(
                        "http",
                        "get",
                        "https://localhost/gib",
                        "--ca",
                        site.root().toString())
                .adding("--connect-to", site.straight(443))
                .writing(GIB);
    }

    private Program httpCurl(Site site) {
        return tools.curl("--cacert", site.root().toString(), "--connect-to", "::" + site.straight(443))
                .adding("https://localhost/gib")
                .writing(GIB);
    }

    private Program rawSocket(Site site) {
        return tools.java(
                        "BareDownload",
                        "http",
                        site.server().address(),
                        "443",
                        site.root().toString(),
                        "/gib")
                .writing(GIB);
    }

    private Program ftp(Site site, FtpMode mode, String verb, String path) {
        return tools.tls(
                        "ftp",
                        verb,
                        mode.ours + "://localhost" + path,
                        "--ca",
                        site.root().toString())
                .adding("--connect-to", site.straight(mode.port))
                .adding(
                        "--user",
                        site.user(),
                        "--password-file",
                        site.passwordFile().toString());
    }

    private Program ftpCurl(Site site, FtpMode mode, String path) {
        return tools.curl(
                        "--ssl-reqd",
                        "--cacert",
                        site.root().toString(),
                        "--config",
                        site.curlConfig().toString())
                .adding("--connect-to", "::" + site.straight(mode.port))
                .adding(mode.curls + "://localhost" + path);
    }

    /** A file to upload. */
    private static String local(Site site) throws IOException {
        Path file = site.folder().resolve("gib");
        if (!Files.exists(file)) {
            byte[] block = new byte[1 << 20];
            new Random(1).nextBytes(block);
            try (OutputStream out = Files.newOutputStream(file)) {
                for (long written = 0; written < GIB; written += block.length) {
                    out.write(block);
                }
            }
        }
        return file.toString();
    }
}
