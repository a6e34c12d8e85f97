// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.HashSet;
import java.util.Set;

/**
 * The inside of one list of mechanisms.
 *
 * @param numbers CKM_*
 * @param keyStore whether {@code KeyStore} is in it
 * @param secureRandom whether {@code SecureRandom} is in it
 */
public record MechanismList(Set<Long> numbers, boolean keyStore, boolean secureRandom) {
  static final MechanismList NONE = new MechanismList(Set.of(), false, false);

  public MechanismList {
    numbers = Set.copyOf(numbers);
  }

  static MechanismList read(Tokens tokens) throws BadValue {
    Set<Long> numbers = new HashSet<>();
    boolean keyStore = false;
    boolean secureRandom = false;
    tokens.openBlock();
    for (String word = tokens.wordOfBlock(); word != null; word = tokens.wordOfBlock()) {
      switch (word) {
        case "KeyStore" -> keyStore = true;
        case "SecureRandom" -> secureRandom = true;
        default -> numbers.add(StandardNames.MECHANISM.number(word));
      }
    }
    return new MechanismList(numbers, keyStore, secureRandom);
  }
}
