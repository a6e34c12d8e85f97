// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.jca.cipher.AesKeyWrapCipherSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** The Cipher services that wrap keys under AES keys, by SunJCE's names. */
final class KeyWrapServices {
  private static final long BOTH_WAYS = Ckf.ENCRYPT | Ckf.DECRYPT;

  /** A token that has the block cipher has key wrap too: it is computed around it. */
  private static final Need KW = Need.of(Ckm.AES_KEY_WRAP, BOTH_WAYS).or(Ckm.AES_ECB, BOTH_WAYS);

  private static final Need KWP =
      Need.of(Ckm.AES_KEY_WRAP_KWP, BOTH_WAYS).or(Ckm.AES_ECB, BOTH_WAYS);
  private static final String AES_OID = "2.16.840.1.101.3.4.1.";

  private KeyWrapServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>();
    rows.add(kw("AES/KW/NoPadding", 0).aliases("AESWrap"));
    rows.add(kwp("AES/KWP/NoPadding", 0).aliases("AESWrapPad"));
    fixedKeyLength(rows, 128, 0);
    fixedKeyLength(rows, 192, 20);
    fixedKeyLength(rows, 256, 40);
    return rows;
  }

  private static void fixedKeyLength(List<ServiceRow> rows, int bits, int arc) {
    String aes = "AES_" + bits;
    rows.add(kw(aes + "/KW/NoPadding", bits).oid(AES_OID + (arc + 5)).aliases("AESWrap_" + bits));
    rows.add(
        kwp(aes + "/KWP/NoPadding", bits).oid(AES_OID + (arc + 8)).aliases("AESWrapPad_" + bits));
  }

  private static ServiceRow kw(String name, int bits) {
    return row(name, context -> AesKeyWrapCipherSpi.kw(context, bits), KW);
  }

  private static ServiceRow kwp(String name, int bits) {
    return row(name, context -> AesKeyWrapCipherSpi.kwp(context, bits), KWP);
  }

  private static ServiceRow row(String name, SpiFactory factory, Need need) {
    return ServiceRow.of("Cipher", name, AesKeyWrapCipherSpi.class, factory)
        .needs(need)
        .takes(KeyKind.AES);
  }
}
