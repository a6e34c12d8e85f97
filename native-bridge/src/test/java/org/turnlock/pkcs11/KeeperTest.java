// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.jna.Pointer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;

class KeeperTest {
  private final Cryptoki allIsWell =
      (Cryptoki)
          Proxy.newProxyInstance(
              Cryptoki.class.getClassLoader(),
              new Class<?>[] {Cryptoki.class},
              (self, method, arguments) -> Ckr.OK);

  @Test
  void aSessionThatIsLostLeavesNoPinBehind() {
    Keeper keeper = new Keeper(new SessionOpener(allIsWell, 0));
    List<Session> lost = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    assertThatThrownBy(
            () ->
                keeper.call(
                    session -> {
                      lost.add(session);
                      places.add(session.scratch().begin(8, 1).put(new byte[] {1, 2, 3, 4}));
                      throw new Pkcs11Exception("C_Login", Ckr.DEVICE_REMOVED);
                    }))
        .isInstanceOf(Pkcs11Exception.class);
    long address = lost.get(0).scratch().address(places.get(0));
    assertThat(new Pointer(address).getByteArray(0, 4)).containsOnly(0);
  }
}
