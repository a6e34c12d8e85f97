// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.binding.MessageFunctions;
import org.turnlock.pkcs11.binding.ThreadCalls;
import org.turnlock.pkcs11.binding.ThreadMessageCalls;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/**
 * A PKCS#11 module: a shared library, loaded and initialised. The library itself is shared by all
 * that open it in this process and stays initialised: C_Finalize while other code (SunPKCS11, say)
 * has calls in flight crashes the process, and leaving without it is clean everywhere.
 */
public final class Pkcs11Module {
  private static final int INFO_ROOM = 512;

  private final LoadedModule loaded;
  private final Cryptoki functions;
  private final MessageFunctions messages;
  private final ModuleInfo info;

  private Pkcs11Module(LoadedModule loaded, Cryptoki functions, MessageFunctions messages) {
    this.loaded = loaded;
    this.functions = functions;
    this.messages = messages;
    this.info = readInfo();
  }

  /**
   * Loads and initialises a module, or shares the one that is loaded already.
   *
   * @throws org.turnlock.pkcs11.error.ModuleLoadException if the library is missing or is no module
   * @throws Pkcs11Exception if it does not initialise
   */
  public static Pkcs11Module open(ModuleOptions options) {
    LoadedModule loaded = LoadedModule.of(options);
    CallTrace trace = options.trace();
    Cryptoki functions = loaded.functions();
    MessageFunctions messages = loaded.messages();
    if (trace != null) {
      functions = trace.around(Cryptoki.class, functions);
      messages = messages == null ? null : trace.around(MessageFunctions.class, messages);
    }
    if (options.countByThread()) {
      functions = new ThreadCalls(functions);
      messages = messages == null ? null : new ThreadMessageCalls(messages);
    }
    return new Pkcs11Module(loaded, functions, messages);
  }

  /** The seam to the module's functions, traced if the options said so. */
  public Cryptoki functions() {
    return functions;
  }

  /** The functions that PKCS#11 3.0 added; null where the module has none. */
  MessageFunctions messages() {
    return messages;
  }

  /** What the module says of itself. */
  public ModuleInfo info() {
    return info;
  }

  /** Path of the library. */
  public String library() {
    return loaded.library();
  }

  /** Version of the function list in use, for instance {@code 2.40} or {@code 3.0}. */
  public String functionListVersion() {
    return loaded.version();
  }

  /** The slots in the module's own order; with {@code tokenPresent} only those with a token. */
  public List<Slot> slots(boolean tokenPresent) {
    byte present = (byte) (tokenPresent ? 1 : 0);
    Scratch scratch = new Scratch(CkLayout.platform(), INFO_ROOM);
    while (true) {
      scratch.begin(64, 2);
      int count = scratch.putUlong(0);
      check("C_GetSlotList", functions.C_GetSlotList(present, 0, scratch.address(count)));
      int room = (int) scratch.ulong(count) + 1;
      int width = scratch.layout().ulongSize();
      scratch.begin((long) room * width + width, 2);
      count = scratch.putUlong(room);
      int list = scratch.take(room * width);
      long code = functions.C_GetSlotList(present, scratch.address(list), scratch.address(count));
      if (code == Ckr.BUFFER_TOO_SMALL) {
        continue;
      }
      check("C_GetSlotList", code);
      StructCursor ids = scratch.struct(list);
      long found = scratch.ulong(count);
      List<Long> slotIds = new ArrayList<>();
      for (long i = 0; i < found; i++) {
        slotIds.add(ids.ulong());
      }
      return slotIds.stream().map(id -> slot(id, scratch)).toList();
    }
  }

  private Slot slot(long id, Scratch scratch) {
    scratch.begin(INFO_ROOM, 1);
    int at = scratch.take(INFO_ROOM);
    long code = functions.C_GetSlotInfo(id, scratch.address(at));
    check("C_GetSlotInfo", code);
    StructCursor cursor = scratch.struct(at);
    String description = cursor.text(64);
    String manufacturer = cursor.text(32);
    long flags = cursor.ulong();
    scratch.begin(INFO_ROOM, 1);
    at = scratch.take(INFO_ROOM);
    code = functions.C_GetTokenInfo(id, scratch.address(at));
    TokenInfo token = code == Ckr.OK ? TokenInfo.read(scratch.struct(at)) : null;
    return new Slot(id, description, manufacturer, flags, token);
  }

  private ModuleInfo readInfo() {
    Scratch scratch = new Scratch(CkLayout.platform(), INFO_ROOM).begin(INFO_ROOM - 32, 1);
    int at = scratch.take(INFO_ROOM - 64);
    check("C_GetInfo", functions.C_GetInfo(scratch.address(at)));
    return ModuleInfo.read(scratch.struct(at));
  }

  SlotUsers users(long slot) {
    return loaded.users(slot);
  }

  KnownPin knownPin(long slot) {
    return loaded.knownPin(slot);
  }

  private static void check(String function, long code) {
    if (code != Ckr.OK) {
      throw new Pkcs11Exception(function, code);
    }
  }

  @Override
  public String toString() {
    return info.description() + " (" + library() + ")";
  }
}
