// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;

/** The JDK's XML. */
final class Xml {
  private Xml() {}

  static Document newDocument(String namespace, String root) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .getDOMImplementation()
          .createDocument(namespace, root, null);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("the JDK has no XML", e);
    }
  }
}
