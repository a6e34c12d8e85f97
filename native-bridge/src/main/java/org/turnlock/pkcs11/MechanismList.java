// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/** Reads what mechanisms a slot's token has. */
final class MechanismList {
  private MechanismList() {}

  static Map<Long, MechanismInfo> read(Cryptoki functions, long slot) {
    Scratch scratch = new Scratch(CkLayout.platform(), 4096);
    Map<Long, MechanismInfo> mechanisms = new LinkedHashMap<>();
    for (long type : types(functions, slot, scratch)) {
      // The memory is zero: some modules only set bits in it.
      int at = scratch.begin(64, 1).take(64);
      long code = functions.C_GetMechanismInfo(slot, type, scratch.address(at));
      if (code == Ckr.OK) {
        StructCursor cursor = scratch.struct(at);
        mechanisms.put(type, new MechanismInfo(cursor.ulong(), cursor.ulong(), cursor.ulong()));
      }
    }
    return Collections.unmodifiableMap(mechanisms);
  }

  private static List<Long> types(Cryptoki functions, long slot, Scratch scratch) {
    scratch.begin(16, 1);
    int count = scratch.putUlong(0);
    check(functions.C_GetMechanismList(slot, 0, scratch.address(count)));
    int room = (int) scratch.ulong(count);
    int width = scratch.layout().ulongSize();
    scratch.begin((long) (room + 1) * width, 2);
    count = scratch.putUlong(room);
    int list = scratch.take(room * width);
    check(functions.C_GetMechanismList(slot, scratch.address(list), scratch.address(count)));
    StructCursor cursor = scratch.struct(list);
    List<Long> types = new ArrayList<>();
    for (long i = Math.min(room, scratch.ulong(count)); i > 0; i--) {
      types.add(cursor.ulong());
    }
    return types;
  }

  private static void check(long code) {
    if (code != Ckr.OK) {
      throw new Pkcs11Exception("C_GetMechanismList", code);
    }
  }
}
