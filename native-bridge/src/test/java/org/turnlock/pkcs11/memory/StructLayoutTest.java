// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The structures' bytes, written out by hand from the C definitions of each platform. */
class StructLayoutTest {
  private static String bytesOf(
      CkLayout layout, int size, java.util.function.Consumer<StructCursor> fields) {
    ByteBuffer memory = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    StructCursor cursor = new StructCursor(layout, memory, 0);
    fields.accept(cursor);
    assertThat(cursor.size()).isEqualTo(size);
    return HexFormat.of().formatHex(memory.array(), 0, size);
  }

  private static void attribute(StructCursor cursor) {
    cursor.putUlong(0x103).putPointer(0x1122334455667788L).putUlong(5);
  }

  private static void counter(StructCursor cursor) {
    cursor.putUlong(128).putBytes(HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f"));
  }

  private static void gcm(StructCursor cursor) {
    cursor.putPointer(0x10).putUlong(12).putUlong(96).putPointer(0x20).putUlong(3).putUlong(128);
  }

  @Test
  void anAttributeOnUnixIsThreeWordsOfEightBytes() {
    assertThat(bytesOf(CkLayout.LP64, 24, StructLayoutTest::attribute))
        .isEqualTo("0301000000000000" + "8877665544332211" + "0500000000000000");
    assertThat(CkLayout.LP64.attributeSize()).isEqualTo(24);
  }

  @Test
  void anAttributeOnWindowsIsPackedWithFourByteLongs() {
    assertThat(bytesOf(CkLayout.WINDOWS_64, 16, StructLayoutTest::attribute))
        .isEqualTo("03010000" + "8877665544332211" + "05000000");
    assertThat(CkLayout.WINDOWS_64.attributeSize()).isEqualTo(16);
  }

  @Test
  void unpackedFourByteLongsWouldBePaddedToThePointer() {
    CkLayout unpacked = new CkLayout(4, 8, false);
    assertThat(bytesOf(unpacked, 20, StructLayoutTest::attribute))
        .isEqualTo("0301000000000000" + "8877665544332211" + "05000000");
    assertThat(unpacked.attributeSize()).isEqualTo(24);
  }

  @Test
  void gcmParametersHaveTheFormWithIvBitsOnBothPlatforms() {
    assertThat(bytesOf(CkLayout.LP64, 48, StructLayoutTest::gcm))
        .isEqualTo(
            "1000000000000000"
                + "0c00000000000000"
                + "6000000000000000"
                + "2000000000000000"
                + "0300000000000000"
                + "8000000000000000");
    assertThat(bytesOf(CkLayout.WINDOWS_64, 32, StructLayoutTest::gcm))
        .isEqualTo(
            "1000000000000000"
                + "0c000000"
                + "60000000"
                + "2000000000000000"
                + "03000000"
                + "80000000");
  }

  @Test
  void counterParametersEndWithTheBlockItself() {
    String block = "000102030405060708090a0b0c0d0e0f";
    assertThat(bytesOf(CkLayout.LP64, 24, StructLayoutTest::counter))
        .isEqualTo("8000000000000000" + block);
    assertThat(bytesOf(CkLayout.WINDOWS_64, 20, StructLayoutTest::counter))
        .isEqualTo("80000000" + block);
  }

  @Test
  void readsWhatItWrote() {
    for (CkLayout layout : new CkLayout[] {CkLayout.LP64, CkLayout.WINDOWS_64}) {
      ByteBuffer memory = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
      new StructCursor(layout, memory, 3)
          .putBytes(new byte[] {2, 40})
          .putUlong(0x8000_0001L)
          .putPointer(0x1234_5678_9ABCL);
      StructCursor cursor = new StructCursor(layout, memory, 3);
      assertThat(cursor.bytes(2)).containsExactly(2, 40);
      assertThat(cursor.ulong()).as("not sign-extended").isEqualTo(0x8000_0001L);
      assertThat(cursor.pointer()).isEqualTo(0x1234_5678_9ABCL);
    }
  }

  @Test
  void unavailableInformationIsAllBitsOfTheLong() {
    assertThat(CkLayout.LP64.unavailable()).isEqualTo(-1L);
    assertThat(CkLayout.WINDOWS_64.unavailable()).isEqualTo(0xFFFF_FFFFL);
  }
}
