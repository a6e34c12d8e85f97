// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.opencryptoki;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.turnlock.contract.support.ChildJvm;
import org.turnlock.contract.support.ServedBackends;
import org.turnlock.contract.support.SuiteProcess;
import org.turnlock.softhsm.ServedToken;
import org.turnlock.softhsm.TokenServer;

/** The suites on openCryptoki, whose token only processes among its mounts see. */
class OpenCryptokiTest {
  private static final int FIELDS = 5;

  @TestFactory
  Stream<DynamicTest> suites() throws Exception {
    ServedToken token = ServedBackends.start(TokenServer.OPENCRYPTOKI);
    List<String> suites =
        Stream.of(OpenCryptokiSuites.class.getDeclaredClasses()).map(Class::getName).toList();
    List<DynamicTest> tests = new ArrayList<>();
    List<String> printed = ChildJvm.run(token, SuiteProcess.class, suites);
    for (String line : printed) {
      String[] fields = line.split("\t", FIELDS);
      if (fields.length == FIELDS) {
        tests.add(test(fields));
      }
    }
    assertThat(printed).last().isEqualTo("result\tEND");
    assertThat(tests).hasSizeGreaterThan(suites.size());
    return tests.stream();
  }

  /** A test that ends as the one in the other process did. */
  private static DynamicTest test(String[] fields) {
    String name = fields[2].substring(fields[2].indexOf('$') + 1) + " " + fields[3];
    return DynamicTest.dynamicTest(
        name,
        () -> {
          switch (fields[1]) {
            case "SUCCESSFUL" -> {}
            case "ABORTED" -> Assumptions.abort(fields[4]);
            default -> Assertions.fail(fields[4]);
          }
        });
  }
}
