// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;

/** Objects come back from their bytes as they were, known or not; other bytes are refused. */
class ObjectCodecTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void randomObjectsOfAnyClassComeBack() throws Exception {
    for (int i = 0; i < 200; i++) {
      List<StoredObject> objects = new ArrayList<>();
      for (int n = random.nextInt(6); n > 0; n--) {
        objects.add(anyObject());
      }
      byte[] bytes = ObjectCodec.encode(ObjectMap.of(objects));
      ObjectMap back = ObjectCodec.decode(bytes);
      assertThat(back.all().stream().map(StoredObject::id))
          .as("seed %d", seed)
          .containsExactlyElementsOf(objects.stream().map(StoredObject::id).toList());
      assertThat(ObjectCodec.encode(back)).as("seed %d", seed).isEqualTo(bytes);
    }
  }

  @Test
  void keyOfAnUnknownKindIsHiddenButKept() throws Exception {
    KeyParts parts = KeyParts.secret(new byte[] {1, 2, 3});
    StoredObject object =
        parts.toObject(
            Attributes.builder().set(Cka.CLASS, Cko.SECRET_KEY).set(Cka.KEY_TYPE, Ckk.CHACHA20));
    byte[] bytes = ObjectCodec.encode(ObjectMap.of(List.of(object)));
    ObjectMap back = ObjectCodec.decode(bytes);
    assertThat(back.find(object.id()).key()).isEmpty();
    assertThat(back.find(object.id()).material().copyOf(Cka.VALUE)).containsExactly(1, 2, 3);
  }

  @Test
  void changedOrCutBytesGiveObjectsOrTheOneError() {
    byte[] good = ObjectCodec.encode(ObjectMap.of(List.of(anyObject(), anyObject())));
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] bad = good.clone();
      if (random.nextBoolean()) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      } else {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      }
      try {
        ObjectCodec.decode(bad);
      } catch (TokenFileException expected) {
        refused++;
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(1_000);
  }

  @Test
  void wipedKeyIsNeverWritten() {
    StoredObject object =
        KeyParts.secret(new byte[32])
            .toObject(
                Attributes.builder().set(Cka.CLASS, Cko.SECRET_KEY).set(Cka.KEY_TYPE, Ckk.AES));
    object.wipe();
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> ObjectCodec.encode(ObjectMap.of(List.of(object))))
        .hasMessageContaining("gone");
  }

  private StoredObject anyObject() {
    Attributes.Builder attributes = Attributes.builder().set(Cka.CLASS, random.nextInt(9));
    for (int n = random.nextInt(5); n > 0; n--) {
      attributes.set(0x8000_0000L + random.nextInt(100), bytes());
    }
    boolean key = random.nextBoolean();
    if (!key) {
      return new StoredObject(ObjectId.random(), attributes.set(Cka.CLASS, Cko.DATA).build(), null);
    }
    attributes.set(Cka.CLASS, random.nextBoolean() ? Cko.SECRET_KEY : Cko.PRIVATE_KEY);
    return new StoredObject(
        ObjectId.random(),
        attributes.build(),
        new KeyMaterial(Map.of(Cka.VALUE, bytes(), Cka.PRIME_1, bytes())));
  }

  private byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(50)];
    random.nextBytes(bytes);
    return bytes;
  }
}
