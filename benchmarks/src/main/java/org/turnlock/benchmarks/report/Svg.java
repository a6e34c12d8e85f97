// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Charts as SVG: text stays text, and says what it shows to who cannot see it. */
final class Svg {
  private static final String SVG = "http://www.w3.org/2000/svg";

  /** Fonts as wide as the one that the chart is laid out with. */
  private static final String FONTS = "DejaVu Sans, Verdana, Geneva, sans-serif";

  private Svg() {}

  static String of(JFreeChart chart, int width, int height, String description) {
    Document document = Xml.newDocument(SVG, "svg");
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    context.setComment(null);
    context.setPrecision(2);
    SVGGraphics2D graphics = new SVGGraphics2D(context, false);
    graphics.setSVGCanvasSize(new Dimension(width, height));
    chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
    Element root = graphics.getRoot();
    root.setAttribute("viewBox", "0 0 " + width + " " + height);
    root.setAttribute("role", "img");
    Element title = document.createElementNS(SVG, "title");
    title.setTextContent(description);
    root.insertBefore(title, root.getFirstChild());
    replaceFonts(root);
    try (StringWriter out = new StringWriter()) {
      graphics.stream(root, out, true, false);
      String text = out.toString();
      // Without the document type, which makes some readers ask w3.org for it.
      return text.substring(text.indexOf("<svg"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void replaceFonts(Element root) {
    NodeList all = root.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      Element each = (Element) all.item(i);
      if (each.hasAttribute("font-family")) {
        each.setAttribute("font-family", FONTS);
      }
      each.removeAttribute("xml:space");
    }
    root.setAttribute("font-family", FONTS);
  }
}
