package io.github.tlsclients.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link of every page leads somewhere: to a file, to a heading, or to a host that a reader expects. */
class LinksTest {
    private static final Path HOME = ServerContainer.repository();
    private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)\\s]+)(?: \"[^\"]*\")?\\)");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`\n]*`");

    /** Those who publish what we quote or build on; a link is not looked up, since tests use no network. */
    private static final Set<String> HOSTS = Set.of(
            "www.rfc-editor.org",
            "datatracker.ietf.org",
            "www.iana.org",
            "openjdk.org",
            "docs.oracle.com",
            "www.bouncycastle.org",
            "square.github.io",
            "commons.apache.org",
            "eclipse-ee4j.github.io",
            "nostarttls.secvuln.info",
            "x509-limbo.com",
            "www.wireshark.org");

    /** A link as it stands on a page. */
    record Link(Path page, String target) {
        @Override
        public String toString() {
            return page + ": " + target;
        }
    }

    static Stream<Link> links() throws IOException {
        List<Link> links = new ArrayList<>();
        for (Path page : PagesTest.pages().toList()) {
            for (String line : Readme.of(HOME.resolve(page)).prose()) {
                LINK.matcher(line).results().forEach(found -> links.add(new Link(page, found.group(1))));
            }
        }
        return links.stream().distinct();
    }

    @ParameterizedTest
    @MethodSource("links")
    void leadsSomewhere(Link link) throws IOException {
        URI target = URI.create(link.target());
        if (target.isAbsolute()) {
            assertThat(target.getScheme()).isEqualTo("https");
            assertThat(target.getHost()).isIn(HOSTS);
            return;
        }
        Path page = HOME.resolve(link.page());
        Path file = target.getPath().isEmpty()
                ? page
                : page.resolveSibling(target.getPath()).normalize();
        assertThat(file).startsWith(HOME).exists();
        if (target.getFragment() != null) {
            assertThat(anchors(file)).contains(target.getFragment());
        }
    }

    @Test
    void anchorsAreThoseOfGitHub() {
        assertThat(anchors(List.of(
                        "# TLS, and `pki`: what's new?",
                        "## Two  ways",
                        "## See it",
                        "## See it",
                        "## 1. [A link](elsewhere.md)",
                        "## snake_case – and dash")))
                .containsExactlyInAnyOrder(
                        "tls-and-pki-whats-new", "two--ways", "see-it", "see-it-1", "1-a-link", "snake_case--and-dash");
    }

    private static Set<String> anchors(Path page) throws IOException {
        assertThat(page.toString()).as("only pages have headings").endsWith(".md");
        return anchors(Readme.of(page).prose());
    }

    private static Set<String> anchors(List<String> prose) {
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose) {
            if (line.matches("#{1,6} .*")) {
                String anchor = anchor(line.replaceFirst("^#+ ", ""));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    /** The text of the heading in small letters, without punctuation, each space a hyphen. */
    private static String anchor(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    /** What looks like a link to a place of a page but is none would be read as one. */
    @ParameterizedTest
    @MethodSource("io.github.tlsclients.readme.PagesTest#pages")
    void noLinkIsHalfWritten(Path page) throws IOException {
        for (String line : Readme.of(HOME.resolve(page)).prose()) {
            String bare = LINK.matcher(CODE_SPAN.matcher(line).replaceAll("")).replaceAll("");
            assertThat(bare).as("%s: %s", page, line).doesNotContain("](").doesNotContain("http://");
        }
    }
}
