// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.List;
import org.turnlock.cli.policy.Operations;
import org.turnlock.policy.PolicyRule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A rule as it is typed: {@code app:shop=encrypt,decrypt}. Names have {@code =}, operations none.
 */
final class Allowance implements ITypeConverter<PolicyRule> {
  @Override
  public PolicyRule convert(String text) {
    int equals = text.lastIndexOf('=');
    if (equals < 1) {
      throw new TypeConversionException(
          "'" + text + "' is not PRINCIPAL=OPERATION,... for example app:shop=encrypt,decrypt");
    }
    List<String> operations = List.of(text.substring(equals + 1).split(",", -1));
    try {
      return PolicyRule.allow(text.substring(0, equals), Operations.of(operations));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
