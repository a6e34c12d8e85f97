// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/** Searches a token: C_FindObjectsInit to C_FindObjectsFinal. */
final class ObjectSearch {
  private static final int HANDLES_PER_CALL = 256;

  private final Cryptoki functions;

  ObjectSearch(Cryptoki functions) {
    this.functions = functions;
  }

  /** The handles of the objects that match: C_FindObjectsInit to C_FindObjectsFinal. */
  List<Long> handles(Session session, Template match) {
    int array = TemplateWriter.writeAlone(session.scratch(), match);
    Scratch scratch = session.scratch();
    long code =
        functions.C_FindObjectsInit(
            session.handle(), scratch.address(array), match.values().size());
    List<Long> handles = new ArrayList<>();
    try {
      check("C_FindObjectsInit", code);
      int width = scratch.layout().ulongSize();
      scratch.begin((long) (HANDLES_PER_CALL + 1) * width, 2);
      int list = scratch.take(HANDLES_PER_CALL * width);
      int count = scratch.putUlong(0);
      long found;
      do {
        code =
            functions.C_FindObjects(
                session.handle(), scratch.address(list), HANDLES_PER_CALL, scratch.address(count));
        check("C_FindObjects", code);
        found = Math.min(scratch.ulong(count), HANDLES_PER_CALL);
        StructCursor cursor = scratch.struct(list);
        for (long i = 0; i < found; i++) {
          handles.add(cursor.ulong());
        }
      } while (found > 0);
    } finally {
      // Also after a failed begin: some modules leave the search active then.
      functions.C_FindObjectsFinal(session.handle());
    }
    return handles;
  }

  private static void check(String function, long code) {
    if (code != Ckr.OK) {
      throw new Pkcs11Exception(function, code);
    }
  }
}
