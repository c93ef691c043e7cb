package io.github.tlsclients.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.tlsclients.wire.SampleViews;
import io.github.tlsclients.wire.WirePage;
import io.github.tlsclients.wire.WireView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** The page of the wire view as a browser shows it; its pictures are in {@code target/wire-page}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WirePageIT {
    private static final int NARROW = 360;
    private static final int WIDE = 1_440;
    private static final Path PICTURES = Path.of("target", "wire-page");

    @TempDir
    private Path directory;

    private Browser browser;

    @BeforeAll
    void start() throws IOException {
        browser = Browser.start();
    }

    @AfterAll
    void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "1440, light", "1440, dark"})
    void fitsTheScreenAndIsAccessible(int width, String scheme) throws IOException {
        browser.show(page(SampleViews.all()), width, scheme, true);
        browser.photograph(PICTURES.resolve("all-" + width + "-" + scheme + ".png"));
        browser.show(page(SampleViews.all()), width, scheme, true);
        browser.run("document.querySelectorAll('details').forEach(table => table.open = true)");
        browser.run("document.querySelector('#s2 .event.readable').focus()");

        assertThat(browser.ask("document.documentElement.scrollWidth")).isEqualTo((long) width);
        assertThat(browser.ask("innerWidth")).isEqualTo((long) width);
        assertThat(browser.violations()).isEmpty();
        assertThat(browser.said()).isEmpty();
    }

    /** The checker gives up on text over a drawing, so that the drawings' ground alone is left to it. */
    @ParameterizedTest
    @CsvSource({"360, light", "1440, dark"})
    void itsTextHasContrastWithWhateverIsBehindIt(int width, String scheme) throws IOException {
        browser.show(page(SampleViews.all()), width, scheme, true);
        browser.run("document.querySelectorAll('details').forEach(table => table.open = true)");
        browser.run("document.querySelectorAll('svg').forEach(drawing => drawing.remove())");
        browser.run("document.querySelectorAll('.wire').forEach(wire => wire.style.background = 'var(--tunnel)')");

        assertThat(browser.paleText()).isEmpty();
        browser.run("document.body.style.setProperty('--muted', 'gray')");
        assertThat(browser.paleText()).as("the checker sees it").isNotEmpty();
    }

    @Test
    void lightAndDarkDiffer() throws IOException {
        String background = "getComputedStyle(document.body).backgroundColor";
        browser.show(page(SampleViews.all()), WIDE, "light", true);
        Object light = browser.ask(background);
        browser.show(page(SampleViews.all()), WIDE, "dark", true);

        assertThat(browser.ask(background)).isNotEqualTo(light);
    }

    @Test
    void asksForNothingButItself() throws IOException {
        browser.show(page(SampleViews.all()), WIDE, "light", true);

        assertThat(browser.requested()).singleElement().asString().contains("file:///home/observer/page.html");
    }

    @ParameterizedTest
    @ValueSource(ints = {NARROW, WIDE})
    void tabReachesEachRowAndOpensItsBoxWithoutScript(int width) throws IOException {
        browser.show(page(List.of(SampleViews.upgraded())), width, "light", false);
        List<WebElement> rows = browser.all(".event");
        assertThat(rows).hasSize(23);
        assertThat(browser.all(".box")).noneMatch(WebElement::isDisplayed);

        browser.tab();
        assertThat(browser.focused().getText()).isEqualTo("skip the timeline");
        for (WebElement row : rows) {
            browser.tab();
            if (isBox(browser.focused())) {
                browser.tab(); // what is too long to be shown at once can be scrolled by keyboard
            }
            assertThat(browser.focused()).isEqualTo(row);
            assertThat(browser.all(".box"))
                    .filteredOn(WebElement::isDisplayed)
                    .singleElement()
                    .satisfies(
                            box -> assertThat(box.getAttribute("id")).isEqualTo(row.getAttribute("aria-describedby")));
        }
    }

    @Test
    void pointingAtARowOpensItsBox() throws IOException {
        browser.show(page(List.of(SampleViews.implicit())), WIDE, "light", false);
        WebElement certificate = browser.all(".event.readable").get(2);

        browser.pointAt(certificate);

        assertThat(browser.all(".box"))
                .filteredOn(WebElement::isDisplayed)
                .singleElement()
                .satisfies(box -> assertThat(box.getText()).contains("www.lab.test, lab.test", "issuer", "x25519"));
    }

    @ParameterizedTest
    @CsvSource({"360, dark", "1440, light"})
    void aBoxIsInsideOfTheScreen(int width, String scheme) throws IOException {
        browser.show(page(List.of(SampleViews.upgraded())), width, scheme, true);
        browser.run("document.querySelector('.event.readable').focus()");

        assertThat(browser.ask(
                        "(box => box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight)"
                                + "(document.querySelector('.event:focus .box').getBoundingClientRect())"))
                .isEqualTo(true);
        browser.run("document.querySelector('details').open = true");
        browser.photograph(PICTURES.resolve("box-" + width + "-" + scheme + ".png"));
    }

    @Test
    void wordsFromTheWireStayWithinTheirRow() throws IOException {
        browser.show(page(List.of(SampleViews.hostile())), NARROW, "light", true);

        assertThat(browser.ask("[...document.querySelectorAll('.words')].every(words => {"
                        + " const own = words.getBoundingClientRect(), wire = words.closest('.wire').getBoundingClientRect();"
                        + " return own.left >= wire.left && own.right <= wire.right && own.height < 32 })"))
                .isEqualTo(true);
        assertThat(browser.all("script, img")).isEmpty();
    }

    private static boolean isBox(WebElement element) {
        return "box".equals(element.getAttribute("class"));
    }

    private Path page(List<WireView> views) throws IOException {
        return Files.writeString(directory.resolve("page.html"), WirePage.of(views));
    }
}
