package io.github.tlsclients.http;

import io.github.tlsclients.containers.ServerContainer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.Augmenter;
import org.openqa.selenium.remote.RemoteWebDriver;

/** Chromium in a container, which shows a file to a test. */
final class Browser implements AutoCloseable {
    private static final int DRIVER_PORT = 4444;
    private static final String FILE = "/home/observer/page.html";
    private static final int HEIGHT = 900;

    private final ServerContainer container;
    private final RemoteWebDriver driver;
    private final HasCdp protocol;

    private Browser(ServerContainer container) throws IOException {
        this.container = container;
        driver = new RemoteWebDriver(
                URI.create("http://" + container.host() + ":" + container.port(DRIVER_PORT))
                        .toURL(),
                options(),
                false);
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(3)); // axe has much to look at
        protocol = (HasCdp) new Augmenter().augment(driver);
    }

    static Browser start() throws IOException {
        ServerContainer container = ServerContainer.start("common", "observer", DRIVER_PORT);
        try {
            return new Browser(container);
        } catch (IOException | RuntimeException e) {
            container.close();
            throw e;
        }
    }

    /** Shows a page on a screen that is so wide, in the {@code light} or {@code dark} scheme, with or without script. */
    void show(Path page, int width, String scheme, boolean script) {
        container.copyTo(page, FILE);
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !script));
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", false));
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        said();
        requested();
        driver.get("file://" + FILE);
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement first(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    void tab() {
        new Actions(driver).sendKeys(Keys.TAB).perform();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    void pointAt(WebElement element) {
        new Actions(driver).moveToElement(element).perform();
    }

    /** What a line of JavaScript says of the page. */
    Object ask(String question) {
        return Objects.requireNonNull(driver.executeScript("return " + question), question);
    }

    /** Does to the page what a line of JavaScript says. */
    void run(String script) {
        driver.executeScript(script);
    }

    /** The rules of WCAG 2.2, levels A and AA, and of good practice that the page breaks, with the places. */
    List<String> violations() throws IOException {
        return axe(
                "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}",
                "found.violations");
    }

    /** Text that is too pale for WCAG's level AA, or of which that cannot be said. */
    List<String> paleText() throws IOException {
        return axe(
                "{runOnly: {type: 'rule', values: ['color-contrast']}}", "found.violations.concat(found.incomplete)");
    }

    @SuppressWarnings("unchecked")
    private List<String> axe(String options, String rules) throws IOException {
        try (InputStream axe = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"), "axe.min.js")) {
            driver.executeScript(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        Object places = driver.executeAsyncScript("const done = arguments[0];"
                + "axe.run(" + options + ").then(found => done(" + rules + ".flatMap(rule => rule.nodes.map(node =>"
                + " rule.id + ': ' + node.target + ': ' + node.failureSummary))))");
        return (List<String>) Objects.requireNonNull(places);
    }

    /** The page at its whole length, or as much of it as fits a picture. */
    void photograph(Path file) throws IOException {
        Object height = ask("Math.min(document.documentElement.scrollHeight, 8000)");
        Object width = ask("innerWidth");
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Files.createDirectories(file.getParent());
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** The console's lines since the last question. */
    List<String> said() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What the browser's log has of requests since the last question. */
    List<String> requested() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                .toList();
    }

    @Override
    public void close() {
        try {
            driver.quit();
        } finally {
            container.close();
        }
    }

    private void command(String name, Map<String, Object> parameters) {
        protocol.executeCdpCommand(name, parameters);
    }

    private static ChromeOptions options() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions()
                .addArguments("--headless=new", "--hide-scrollbars", "--no-sandbox", "--disable-dev-shm-usage");
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        return options;
    }
}
