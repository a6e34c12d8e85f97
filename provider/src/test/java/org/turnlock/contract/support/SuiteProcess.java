// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs test classes in a process of its own, for tokens that are seen from certain processes only,
 * and prints one line for each test: outcome, class or method, reason. Arguments: the classes.
 */
public final class SuiteProcess {
  /** Starts each line that is a result. */
  static final String RESULT = "result\t";

  private SuiteProcess() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String name : args) {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(DiscoverySelectors.selectClass(name))
              .build();
      LauncherFactory.create().execute(request, new Printer(out, name));
    }
    out.println(RESULT + "END");
  }

  private record Printer(PrintStream out, String suite) implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      boolean good = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
      if (test.isContainer() && good) {
        return;
      }
      String reason = result.getThrowable().map(SuiteProcess::line).orElse("");
      print(result.getStatus().name(), test, reason);
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      print("ABORTED", test, reason);
    }

    private void print(String status, TestIdentifier test, String reason) {
      String method = test.getLegacyReportingName();
      String name = method + " " + test.getDisplayName();
      out.println(RESULT + String.join("\t", status, suite, name, reason.replaceAll("\\s+", " ")));
    }
  }

  private static String line(Throwable failure) {
    StringBuilder line = new StringBuilder(failure.toString());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      line.append(" <- ").append(cause);
    }
    return line.toString();
  }
}
