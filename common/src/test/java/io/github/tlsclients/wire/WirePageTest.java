package io.github.tlsclients.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class WirePageTest {
    private static final String HTML = WirePage.of(SampleViews.all());
    private static final Document PAGE = parsed(HTML);

    @Test
    void loadsNothingAndSaysSoToTheBrowser() {
        assertThat(values("//meta[@http-equiv='Content-Security-Policy']/@content"))
                .containsExactly("default-src 'none'; style-src 'unsafe-inline'");
        assertThat(values("//script | //link | //img | //iframe | //object | //@src | //@srcset"))
                .isEmpty();
        assertThat(values("//@href")).isNotEmpty().allMatch(link -> link.startsWith("#"));
        assertThat(values("//style").get(0)).doesNotContain("@import").doesNotContainPattern("url\\((?!#)");
        assertThat(values("//@*[starts-with(name(), 'on')]")).isEmpty();
    }

    @Test
    void idsAreUniqueAndEveryReferenceResolves() {
        List<String> ids = values("//@id");
        List<String> references = new ArrayList<>(values("//@aria-describedby | //@aria-labelledby"));
        values("//@href").forEach(link -> references.add(link.substring(1)));
        values("//@fill | //@marker-end").forEach(mark -> references.add(mark.replaceAll("url\\(#|\\)", "")));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(references).contains("hatch");
    }

    @Test
    void everyRowCanBeReachedByKeyboardAndHasWords() {
        assertThat(values("//*[contains(@class, 'event ')][not(@tabindex)]")).isEmpty();
        assertThat(values("//*[@tabindex]/@aria-label"))
                .hasSize(nodes("//*[@tabindex]").getLength())
                .contains(
                        "client to server, in clear, at 0.020 s, 10 bytes: line STARTTLS",
                        "client to server, readable handshake, at 0.006 s, 1,744 bytes: ClientHello www.lab.test",
                        "server to client, encrypted, at 0.035 s, 39 bytes: application data");
        assertThat(values("//*[@tabindex]/@tabindex")).containsOnly("0");
    }

    @Test
    void everyEventIsDrawnWhereItWasAndAsLongAsItWasLarge() {
        Node smtp = nodes("//figure[2]", parsed(WirePage.of(List.of(SampleViews.upgraded()))))
                .item(0);
        assertThat(number("count(.//line[@marker-end])", smtp)).isEqualTo(22);
        assertThat(number("count(.//rect[@class='readable'])", smtp)).isEqualTo(3);
        assertThat(number("count(.//rect[@class='sealed'])", smtp)).isEqualTo(12);
        assertThat(widths(smtp)).contains(72.9, 27.3, 99.8);
    }

    @Test
    void theUpgradeIsALabelledLineBetweenTheLastClearLineAndTheFirstRecord() {
        assertThat(values("//section[@id='s1']//li[@class='upgrade']")).containsExactly("TLS begins");
        assertThat(values("//li[@class='upgrade']/preceding-sibling::li[1]//code[1]"))
                .contains("220 go ahead", "234 go ahead");
        assertThat(values("//li[@class='upgrade']/following-sibling::li[1]//b")).containsOnly("ClientHello");
        assertThat(values("//section[@id='s4']//*[@class='upgrade']")).isEmpty();
        assertThat(values("//section[@id='s4']//p[@class='no-tls']")).hasSize(1);
    }

    @Test
    void whatAHandshakeSaysIsInItsBox() {
        assertThat(values("//section[@id='s2']//div[@class='box']//dt"))
                .contains("server name", "cipher suites", "JA3", "JA4", "subject", "issuer", "not after");
        assertThat(values("//section[@id='s2']//dd")).contains("h2, http/1.1", "www.lab.test, lab.test", "x25519");
    }

    @Test
    void aSilenceIsShown() {
        assertThat(values("//section[@id='s1']//li[@class='pause']")).containsExactly("quiet for 1.253 s");
    }

    @Test
    void connectionsFollowOneAnother() {
        assertThat(values("//section[@id='s3']//h3"))
                .containsExactly(
                        "The name is looked up",
                        "Connection 1",
                        "Connection 2",
                        "What the eavesdropper knows",
                        "What TLS kept");
    }

    @Test
    void aSecretInClearComesFirstAndIsNamedInTheOverview() {
        assertThat(values("//section[@id='s4']//ul[@class='leaks']/li[1]/h4")).containsExactly("A SECRET IN CLEAR");
        assertThat(values("//section[@id='s4']//ul[@class='leaks']/li[1]/p[@class='value']"))
                .containsExactly("the password of alice", "the login alice");
        assertThat(values("//nav//li[4]/p")).singleElement().asString().contains("2 secrets in clear", "no TLS");
        assertThat(values("//nav//li[1]/p")).singleElement().asString().doesNotContain("secret");
    }

    @Test
    void aLongTransferIsDrawnInRunsAndNothingIsLost() {
        Node transfer = nodes("//section[@id='s6']").item(0);
        assertThat(number("count(.//div[contains(@class, 'event ')])", transfer))
                .isLessThanOrEqualTo(Row.LIMIT + 3);
        assertThat(values("//section[@id='s6']//b")).contains("3 records");
        assertThat(values("//section[@id='s6']//p[@class='end']"))
                .singleElement()
                .asString()
                .endsWith("9,000 bytes more than the recording could hold");
        List<Row> rows = Row.of(SampleViews.longTransfer().conversations().get(0));
        assertThat(rows.stream().mapToInt(Row::count).sum()).isEqualTo(602);
        assertThat(rows.stream().mapToLong(Row::size).sum()).isEqualTo(1_744 + 127 + 150L * (16_401 * 2 + 8_000 + 50));
    }

    @Test
    void theTableHasARowForEachOfTheDrawing() {
        int drawn = nodes("//figure[h3[starts-with(., 'Connection')]]//div[contains(@class, 'event ')]")
                .getLength();
        assertThat(nodes("//tbody/tr").getLength()).isEqualTo(drawn);
    }

    @Test
    void nothingFromTheWireBecomesPartOfThePage() {
        assertThat(values("//section[@id='s5']//h2"))
                .singleElement()
                .asString()
                .startsWith("<script>alert(1)</script>");
        assertThat(HTML)
                .contains("\\u202Eevil\\u0000\\uD800")
                .doesNotContain("<script", "<img", "\u202E", "\u0000", "\u2066", "\u200F");
    }

    @Test
    void oneSessionNeedsNoOverview() {
        Document one = parsed(WirePage.of(List.of(SampleViews.upgraded())));
        assertThat(one.getElementsByTagName("nav").getLength()).isZero();
        assertThat(one.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("What the wire shows: smtp+starttls://mail.lab.test:587");
    }

    @Test
    void nothingRecordedIsAPageAllTheSame() {
        WireView nothing = new WireView(
                "https://nowhere.test/", SampleViews.upgraded().begun(), List.of(), List.of(), List.of(), List.of());
        assertThat(parsed(WirePage.of(List.of(nothing)))
                        .getElementsByTagName("figure")
                        .getLength())
                .isZero();
        assertThat(parsed(WirePage.of(List.of())).getElementsByTagName("h1").getLength())
                .isOne();
    }

    @Test
    void aStyleSheetThatHtmlAndXmlWouldReadDifferentlyIsRefused() {
        assertThatThrownBy(() -> Element.styleSheet("a::after { content: '</style>' }"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Double> widths(Node figure) {
        NodeList rects = nodes(".//rect/@width", figure);
        return IntStream.range(0, rects.getLength())
                .mapToObj(i -> Double.parseDouble(rects.item(i).getNodeValue().replace("%", "")))
                .toList();
    }

    private static List<String> values(String path) {
        NodeList nodes = nodes(path);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    private static NodeList nodes(String path) {
        return nodes(path, PAGE);
    }

    private static NodeList nodes(String path, Node from) {
        try {
            return (NodeList) xpath().evaluate(path, from, XPathConstants.NODESET);
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private static int number(String path, Node from) {
        try {
            return ((Double) xpath().evaluate(path, from, XPathConstants.NUMBER)).intValue();
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private static XPath xpath() {
        return XPathFactory.newInstance().newXPath();
    }

    private static Document parsed(String page) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(page)));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
