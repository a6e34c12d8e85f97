// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** Says of every row of the service table whether a token serves it, and what is missing. */
final class ServiceReport {
  private final OpenToken open;

  ServiceReport(OpenToken open) {
    this.open = open;
  }

  List<ServiceStatus> all() {
    List<ServiceStatus> all = new ArrayList<>();
    for (ServiceRow row : ServiceTable.rows()) {
      String reason = reason(row);
      all.add(new ServiceStatus(row.type(), row.algorithm(), reason.isEmpty(), reason));
    }
    return all;
  }

  private String reason(ServiceRow row) {
    if (!open.allows(row)) {
      return "the configuration leaves " + row.type() + " out";
    }
    return row.need().metBy(open.token().mechanisms()) ? "" : missing(row.need());
  }

  private String missing(Need need) {
    Set<String> lacking = new LinkedHashSet<>();
    Set<String> turnedOff = new LinkedHashSet<>();
    for (Need.Use use : need.anyOf()) {
      boolean allowed = open.filter().allows(use.mechanism());
      (allowed ? lacking : turnedOff).add(name(use));
    }
    StringJoiner reason = new StringJoiner("; ");
    if (!lacking.isEmpty()) {
      reason.add("the token lacks " + String.join(" or ", lacking));
    }
    if (!turnedOff.isEmpty()) {
      reason.add("the configuration turns off " + String.join(" or ", turnedOff));
    }
    return reason.toString();
  }

  /** The mechanism, and what of it is missing where the token has the rest. */
  private String name(Need.Use use) {
    String name = Ckm.nameOf(use.mechanism());
    return open.token().mechanisms().containsKey(use.mechanism())
        ? name + functions(use.functions())
        : name;
  }

  private static String functions(long bits) {
    StringJoiner names = new StringJoiner(", ", " (for: ", ")");
    add(names, bits, Ckf.ENCRYPT, "encrypt");
    add(names, bits, Ckf.DECRYPT, "decrypt");
    add(names, bits, Ckf.SIGN, "sign");
    add(names, bits, Ckf.GENERATE | Ckf.GENERATE_KEY_PAIR, "generate");
    add(names, bits, Ckf.WRAP, "wrap");
    add(names, bits, Ckf.UNWRAP, "unwrap");
    add(names, bits, Ckf.DERIVE, "derive");
    return names.toString();
  }

  private static void add(StringJoiner names, long bits, long bit, String name) {
    if ((bits & bit) != 0) {
      names.add(name);
    }
  }
}
