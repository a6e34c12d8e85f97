// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.util.EnumSet;
import java.util.Set;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.token.KeyUsage;

/**
 * What a managed key may be used for, whatever its objects in the token would do: an adopted one
 * may do more. Whoever signs may verify, and of a pair the private half's uses allow the public
 * half's.
 */
final class KeyUses {
  private KeyUses() {}

  /** Whether the key may be taken for a use, in one of the ways in which that can be done. */
  static void requireChoice(ManagedKeyRecord record, KeyUsage use) {
    boolean allowed =
        switch (use) {
          // Keys also travel as data.
          case WRAP -> allows(record, use) || allows(record, KeyUsage.ENCRYPT);
          case UNWRAP -> allows(record, use) || allows(record, KeyUsage.DECRYPT);
          default -> allows(record, use);
        };
    if (!allowed) {
      throw refused(record, use);
    }
  }

  /** Whether the token may be asked to use the key so. */
  static void require(ManagedKeyRecord record, KeyUsage use) {
    if (!allows(record, use)) {
      throw refused(record, use);
    }
  }

  private static boolean allows(ManagedKeyRecord record, KeyUsage use) {
    Set<KeyUsage> uses = record.usages();
    // A key of which nothing is known but its object, which decides.
    return uses.isEmpty() || uses.contains(use) || includes(record, uses, use);
  }

  private static boolean includes(ManagedKeyRecord record, Set<KeyUsage> uses, KeyUsage use) {
    return switch (use) {
      case VERIFY -> uses.contains(KeyUsage.SIGN);
      case ENCRYPT -> record.kind().isPair() && uses.contains(KeyUsage.DECRYPT);
      case WRAP -> record.kind().isPair() && uses.contains(KeyUsage.UNWRAP);
      default -> false;
    };
  }

  private static ManagedKeyException refused(ManagedKeyRecord record, KeyUsage use) {
    return new ManagedKeyException(
            Reason.UNSUPPORTED,
            "key '"
                + record.alias()
                + "' has no use "
                + use
                + ": it was made or adopted for "
                + String.join(
                    ", ", EnumSet.copyOf(record.usages()).stream().map(KeyUsage::name).toList())
                + " only")
        .about(record.alias());
  }
}
