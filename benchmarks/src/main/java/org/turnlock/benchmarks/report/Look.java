// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** How a kind of competitor looks, the same in all charts. */
enum Look {
  TURNLOCK("Turnlock", 0x1f6feb, 0x58a6ff, circle(), null),
  SUNPKCS11("SunPKCS11", 0xd9730d, 0xf0883e, square(), null),
  C("C, PKCS#11 2.40", 0x6e7781, 0x9198a1, diamond(), new float[] {6, 4}),
  C_MESSAGES("C, PKCS#11 3.0", 0x6e7781, 0x9198a1, triangle(), new float[] {1.5f, 4}),
  SOFTWARE("Turnlock, software token", 0x8250df, 0xbc8cff, circle(), null),
  BOUNCY_CASTLE("Bouncy Castle", 0x1a7f37, 0x3fb950, triangle(), null),
  JDK("JDK", 0xbf3989, 0xf778ba, square(), null);

  private final String title;
  private final Color onLight;
  private final Color onDark;
  private final Shape marker;
  private final float[] dash;

  Look(String title, int onLight, int onDark, Shape marker, float[] dash) {
    this.title = title;
    this.onLight = new Color(onLight);
    this.onDark = new Color(onDark);
    this.marker = marker;
    this.dash = dash;
  }

  String title() {
    return title;
  }

  Color on(Theme theme) {
    return theme.dark() ? onDark : onLight;
  }

  Shape marker() {
    return marker;
  }

  Stroke stroke() {
    return stroke(dash);
  }

  static Stroke stroke(float[] dash) {
    return new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  private static Shape circle() {
    return new Ellipse2D.Double(-4, -4, 8, 8);
  }

  private static Shape square() {
    return new Rectangle2D.Double(-3.5, -3.5, 7, 7);
  }

  private static Shape diamond() {
    return polygon(0, -5, 5, 0, 0, 5, -5, 0);
  }

  private static Shape triangle() {
    return polygon(0, -5, 4.5, 3.5, -4.5, 3.5);
  }

  private static Shape polygon(double... xy) {
    Path2D path = new Path2D.Double();
    path.moveTo(xy[0], xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      path.lineTo(xy[i], xy[i + 1]);
    }
    path.closePath();
    return path;
  }
}
