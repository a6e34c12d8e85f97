// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.contract.support.SoftwareKeys;

/** Keys in a token show nothing, go nowhere, and do not mix with other providers' keys. */
public abstract class OpaqueKeyContract extends BackendContract {
  private byte[] value;
  private SecretTwin aes;
  private PairTwin rsa;
  private PairTwin ec;
  private final List<Key> others = new ArrayList<>();

  @BeforeEach
  final void importKeys() throws Exception {
    assume(Feature.OPAQUE_KEYS);
    value = Messages.bytes(seed().forCase("value", 0), 32);
    aes = SecretTwin.of(backend(), value, "AES");
    rsa = PairTwin.of(backend(), SoftwareKeys.rsa(2048));
    ec = PairTwin.of(backend(), SoftwareKeys.ec("secp256r1"));
    others.clear();
    for (String name : List.of("Ed25519", "X448", "ML-DSA-65", "ML-KEM-768")) {
      if (backend().offers(name)) {
        others.add(backend().keys().privateKey(SoftwareKeys.named(name).getPrivate()));
      }
    }
  }

  private List<Key> keys() {
    List<Key> keys = new ArrayList<>(others);
    keys.addAll(List.of(aes.underTest(), rsa.underTest(), ec.underTest()));
    return keys;
  }

  @Test
  final void importedKeysHaveNoEncoding() {
    for (Key key : keys()) {
      assertThat(key.getEncoded()).isNull();
      assertThat(key.getFormat()).isNull();
    }
  }

  @Test
  final void textOfAKeyDoesNotHoldItsValue() {
    assertThat(aes.underTest().toString().toLowerCase(java.util.Locale.ROOT))
        .doesNotContain(HexFormat.of().formatHex(value))
        .doesNotContain(HexFormat.of().formatHex(value, 0, 8));
  }

  @Test
  final void keysDoNotSerialise() throws Exception {
    for (Key key : keys()) {
      try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
        assertThatExceptionOfType(NotSerializableException.class)
            .isThrownBy(() -> out.writeObject(key));
      }
    }
  }

  @Test
  final void oneValueImportedTwiceIsTwoKeys() throws Exception {
    SecretTwin again = SecretTwin.of(backend(), value, "AES");
    assertThat(again.underTest()).isNotEqualTo(aes.underTest());
    assertThat(aes.underTest()).isEqualTo(aes.underTest()).hasSameHashCodeAs(aes.underTest());
  }

  @Test
  final void translatingAKeyOfOursGivesItBack() throws Exception {
    SecretKey again = backend().keys().secretKey(aes.underTest());
    assertThat(again).isEqualTo(aes.underTest());
  }

  @Test
  final void softwareProvidersRefuseTheKeys() throws Exception {
    Cipher sunJce = Reference.sunJce("AES/CBC/PKCS5Padding");
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> sunJce.init(Cipher.ENCRYPT_MODE, aes.underTest()));
    Signature sunRsa = SignatureReference.jdk(new SignatureKind("SHA256withRSA", Family.RSA_PKCS1));
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> sunRsa.initSign(rsa.underTest()));
  }

  @Test
  final void withoutAProviderNamedSoftwareKeysStayInSoftware() throws Exception {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
    cipher.init(Cipher.ENCRYPT_MODE, aes.software());
    assertThat(cipher.getProvider()).isNotIn(backend().providers());
  }
}
