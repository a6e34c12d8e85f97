// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyStore;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.NewKey;

/** Thousands of entries: each is read once, at load, and a change does not list them. */
class KeyStoreManyEntriesTest extends KeyStoreContract {
  private static final int MANY = 2_000;
  private static final int CHANGES = 100;
  private static final SecretKey AES = new SecretKeySpec(new byte[16], "AES");

  @Test
  void areListedByLoadOnly() throws Exception {
    for (int number = 0; number < MANY; number++) {
      token.objects().generateSecretKey(Ckk.AES, 16, NewKey.resident("key" + number, Set.of()));
    }
    token.forget();
    KeyStore keyStore = TokenKeyStores.loaded(token);
    assertThat(token.calls()).containsExactlyInAnyOrder("keys", "certificates");
    assertThat(keyStore.size()).isEqualTo(MANY);
    for (String alias : TokenKeyStores.aliases(keyStore)) {
      assertThat(keyStore.getKey(alias, null)).isNotNull();
    }
    assertThat(token.calls()).hasSize(2);

    for (int number = 0; number < CHANGES; number++) {
      keyStore.setKeyEntry("new" + number, AES, null, null);
      keyStore.deleteEntry("key" + number);
    }
    assertThat(token.calls()).filteredOn("keys"::equals).hasSize(1);
    assertThat(token.calls()).hasSize(2 + CHANGES * 4);
    assertThat(keyStore.size()).isEqualTo(MANY);
    assertThat(TokenKeyStores.aliases(TokenKeyStores.loaded(token)))
        .containsExactlyInAnyOrderElementsOf(TokenKeyStores.aliases(keyStore));
  }
}
