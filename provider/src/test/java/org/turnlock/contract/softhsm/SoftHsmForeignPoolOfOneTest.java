// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.softhsm;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.turnlock.contract.PoolOfOneContract;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Through the Foreign Function API: ciphers and signatures, good ones and failing ones. */
@SoftHsm
@EnabledForJreRange(min = JRE.JAVA_22)
class SoftHsmForeignPoolOfOneTest extends PoolOfOneContract {
  private final SoftHsmToken token;

  SoftHsmForeignPoolOfOneTest(SoftHsmToken token) {
    this.token = token;
  }

  @Override
  protected TurnlockProvider open(String... directives) {
    return TurnlockBackends.softHsmProvider(
        token,
        Stream.concat(Arrays.stream(directives), Stream.of("binding=foreign"))
            .toArray(String[]::new));
  }
}
