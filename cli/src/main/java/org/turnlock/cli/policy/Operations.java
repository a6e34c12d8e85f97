// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.policy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.turnlock.policy.PolicyOperation;

/** Operations as they are typed; {@code administration} is all of them that are no use of a key. */
public final class Operations {
  private static final String ADMINISTRATION = "administration";

  private Operations() {}

  /**
   * @throws IllegalArgumentException if there is no such operation
   */
  public static Set<PolicyOperation> of(List<String> typed) {
    Set<PolicyOperation> all = EnumSet.noneOf(PolicyOperation.class);
    for (String text : typed) {
      if (text.equals(ADMINISTRATION)) {
        all.addAll(PolicyOperation.administration());
      } else {
        all.add(of(text));
      }
    }
    return all;
  }

  /**
   * @throws IllegalArgumentException if there is no such operation
   */
  static PolicyOperation of(String text) {
    return PolicyOperation.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + text
                        + "' is none of "
                        + Arrays.stream(PolicyOperation.values())
                            .map(PolicyOperation::text)
                            .collect(Collectors.joining(", "))
                        + ", "
                        + ADMINISTRATION));
  }
}
