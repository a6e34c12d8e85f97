// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import static org.turnlock.benchmarks.backend.Backends.BOUNCYCASTLE;
import static org.turnlock.benchmarks.backend.Backends.JDK;
import static org.turnlock.benchmarks.backend.Backends.SUNPKCS11_NSS;
import static org.turnlock.benchmarks.backend.Backends.SUNPKCS11_SOFTHSM;
import static org.turnlock.benchmarks.backend.Backends.TURNLOCK_NSS;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What which backend cannot do, and why. */
final class Gaps {
  /**
   * One reason.
   *
   * @param operations that are missing
   * @param backends that lack them
   */
  private record Gap(Set<Operation> operations, Set<String> backends, String reason) {}

  private static final Set<Operation> ED25519 =
      EnumSet.of(Operation.ED25519_SIGN, Operation.ED25519_VERIFY);
  private static final Set<Operation> KEY_WRAP =
      EnumSet.of(Operation.AES_WRAP, Operation.AES_UNWRAP);

  /** By managed keys. */
  private static final Set<Operation> MANAGED =
      EnumSet.of(
          Operation.SEALED_ENCRYPT,
          Operation.SEALED_DECRYPT,
          Operation.PLAIN_ENCRYPT,
          Operation.ALIAS_ENCRYPT,
          Operation.STREAM_SEALED_ENCRYPT,
          Operation.STREAM_SEALED_DECRYPT);

  /** By keys that stay in a token. */
  private static final Set<Operation> STORED = EnumSet.copyOf(MANAGED);

  static {
    STORED.add(Operation.GET_KEY);
  }

  private static final Set<String> SUNPKCS11 = Set.of(SUNPKCS11_SOFTHSM, SUNPKCS11_NSS);
  private static final Set<String> SOFTWARE = Set.of(BOUNCYCASTLE, JDK);

  private static final List<Gap> ALL =
      List.of(
          new Gap(ED25519, SUNPKCS11, "SunPKCS11 has no EdDSA"),
          new Gap(ED25519, Set.of(TURNLOCK_NSS), "NSS softokn has no EdDSA"),
          new Gap(
              KEY_WRAP,
              Set.of(SUNPKCS11_SOFTHSM),
              "SunPKCS11 takes a mechanism for a cipher only if it encrypts, and SoftHSM's AES key"
                  + " wrap does not say so"),
          new Gap(
              Runtime.version().feature() < 18 ? KEY_WRAP : Set.of(),
              Set.of(SUNPKCS11_NSS),
              "SunPKCS11 of JDK 17 has no AES key wrap"),
          new Gap(STORED, SOFTWARE, "no token that keys stay in"),
          new Gap(MANAGED, SUNPKCS11, "SunPKCS11 has no managed keys"));

  private static final String NO_DATABASE =
      "NSS keeps keys in a database only, and -D" + Settings.NSS_DATABASE + " names none";

  private Gaps() {}

  static Optional<String> whyNot(Operation operation, String backend) {
    if (!Backends.ALL.contains(backend)) {
      throw new IllegalArgumentException("no backend " + backend);
    }
    Optional<String> gap =
        ALL.stream()
            .filter(it -> it.operations().contains(operation) && it.backends().contains(backend))
            .map(Gap::reason)
            .findFirst();
    boolean lacksDatabase =
        backend.endsWith("-nss")
            && STORED.contains(operation)
            && Settings.optional(Settings.NSS_DATABASE).isEmpty();
    return gap.isEmpty() && lacksDatabase ? Optional.of(NO_DATABASE) : gap;
  }
}
