package io.github.tlsclients.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class PlotTest {
    private final Result met = TableTest.result(2, 1.94);
    private final Result missed = TableTest.result(1.15, 1.94);

    @Test
    void aDotStandsBetweenItsQuartilesAndTellsWhetherTheBarIsMet() throws Exception {
        Document plot = parse(Plot.of(List.of(met, missed)));

        assertThat(classes(plot, "circle")).containsExactly("met", "missed");
        Element dot = elements(plot, "circle").get(0);
        Element spread = ofClass(plot, "met").get(0);
        assertThat(number(dot, "cx")).isBetween(number(spread, "x1"), number(spread, "x2"));
    }

    @Test
    void theBarIsATickOnTheSameAxis() throws Exception {
        Document plot = parse(Plot.of(List.of(met, missed)));

        List<Element> bars = ofClass(plot, "bar");
        assertThat(number(bars.get(0), "x1"))
                .isGreaterThan(number(elements(plot, "circle").get(0), "cx"));
        assertThat(number(bars.get(1), "x1"))
                .isLessThan(number(elements(plot, "circle").get(1), "cx"));
    }

    /** Twice as far is as wide everywhere. */
    @Test
    void theAxisIsLogarithmic() throws Exception {
        List<Element> grid = ofClass(parse(Plot.of(List.of(at(0.5), at(8)))), "grid");

        List<Double> marks = grid.stream().map(line -> number(line, "x1")).toList(); // 0.5, 1, 2, 5
        assertThat(marks.get(1) - marks.get(0)).isCloseTo(marks.get(2) - marks.get(1), within(0.2));
    }

    @Test
    void nothingIsDrawnOutside() throws Exception {
        Document plot = parse(Plot.of(List.of(at(0.004), at(300))));

        for (String attribute : List.of("x1", "x2", "cx")) {
            for (Element element : elements(plot, "*")) {
                if (element.hasAttribute(attribute)) {
                    assertThat(number(element, attribute)).isBetween(0.0, 860.0);
                }
            }
        }
    }

    @Test
    void itNeedsNoOtherFileAndKnowsTheDark() {
        assertThat(Plot.of(List.of(met)))
                .contains("prefers-color-scheme: dark")
                .doesNotContain("href", "url(", "<script", "@import");
    }

    private static Result at(double ratio) {
        return new Result("a < b & c", "d", OptionalDouble.of(ratio), Spread.of(1), Spread.of(1), Spread.of(ratio));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static List<Element> ofClass(Document document, String name) {
        List<Element> found = new ArrayList<>(elements(document, "line"));
        found.removeIf(element -> !element.getAttribute("class").equals(name));
        return found;
    }

    private static List<String> classes(Document document, String name) {
        return elements(document, name).stream()
                .map(element -> element.getAttribute("class"))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
