// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.Map;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.CkLayout;

/**
 * A loaded module's functions.
 *
 * @param functions those of PKCS#11 2.40
 * @param messages those that 3.0 added, or null
 * @param version of the function list in use, for instance {@code 3.0}
 */
public record ModuleBinding(Cryptoki functions, MessageFunctions messages, String version) {
  /** What every standard module exports. */
  private static final String STANDARD_FUNCTION_LIST = "C_GetFunctionList";

  private static final int RTLD_NOW = 2;

  /**
   * Loads the library and binds its newest standard function list: C_GetInterface first (PKCS#11
   * 3.0), C_GetFunctionList otherwise.
   *
   * @param path of the shared library
   * @param foreign whether the hot calls go through the Foreign Function API; {@link #missing}
   * @param functionList the exported function that gives the list, used without C_GetInterface;
   *     null for the usual search
   * @throws UnsatisfiedLinkError if the library cannot be loaded or is no PKCS#11 module
   */
  public static ModuleBinding load(String path, String functionList, boolean foreign) {
    NativeLibrary library =
        NativeLibrary.getInstance(path, Map.of(Library.OPTION_OPEN_FLAGS, RTLD_NOW));
    CkLayout layout = CkLayout.platform();
    Pointer list = functionList == null ? fromInterface(library, layout) : null;
    if (list == null) {
      list =
          fromFunctionList(library, functionList == null ? STANDARD_FUNCTION_LIST : functionList);
    }
    FunctionTable table = FunctionTable.read(layout, list);
    Cryptoki functions = BindingLoader.bind(DirectBinding.class, Cryptoki.class, path, table);
    MessageFunctions messages =
        table.hasMessages()
            ? BindingLoader.bind(DirectMessageBinding.class, MessageFunctions.class, path, table)
            : null;
    if (foreign) {
      functions =
          BindingLoader.bindForeign(ForeignFunctions.class, Cryptoki.class, table, functions);
      messages =
          messages == null
              ? null
              : BindingLoader.bindForeign(
                  ForeignMessages.class, MessageFunctions.class, table, messages);
    }
    return new ModuleBinding(functions, messages, table.version());
  }

  /** Why calls cannot go through the Foreign Function API here; null where they can. */
  public static String missing() {
    return ForeignHandles.missing();
  }

  /** The default interface's list, or null where the module has no C_GetInterface. */
  private static Pointer fromInterface(NativeLibrary library, CkLayout layout) {
    Function getInterface;
    try {
      getInterface = library.getFunction("C_GetInterface");
    } catch (UnsatisfiedLinkError olderModule) {
      return null;
    }
    PointerByReference found = new PointerByReference();
    byte[] standard = Native.toByteArray("PKCS 11");
    Object[] arguments = {standard, null, found, 0L};
    if (getInterface.invokeLong(arguments) != Ckr.OK || found.getValue() == null) {
      return null;
    }
    // CK_INTERFACE: a pointer to the name, a pointer to the list, flags
    return found.getValue().getPointer(layout.pointerSize());
  }

  private static Pointer fromFunctionList(NativeLibrary library, String name) {
    PointerByReference found = new PointerByReference();
    long code = library.getFunction(name).invokeLong(new Object[] {found});
    if (code != Ckr.OK || found.getValue() == null) {
      throw new Pkcs11Exception(name, code, "the library gives no function list");
    }
    return found.getValue();
  }
}
