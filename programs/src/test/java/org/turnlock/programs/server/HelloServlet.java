// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** Says hello. */
final class HelloServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  static void addTo(Context context) {
    Tomcat.addServlet(context, "hello", new HelloServlet()).addMapping("/hello");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write("hello");
  }
}
