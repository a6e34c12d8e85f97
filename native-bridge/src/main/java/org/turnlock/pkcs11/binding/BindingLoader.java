// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.SymbolProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.turnlock.pkcs11.constant.Ckr;

/**
 * Defines a binding class for one module and binds it to the addresses in the module's function
 * list.
 *
 * <p>{@code Native.register} binds a class to one library: registering it for a second module would
 * silently redirect the first. So each module gets a class of its own, a hidden class made from the
 * bytes of the template. The addresses come from the function list, since some modules export
 * nothing but C_GetFunctionList.
 */
final class BindingLoader {
  /** Stands in for a function that a module left out of its list. */
  interface Absent extends Callback {
    long callback();
  }

  private static final Absent ABSENT = () -> Ckr.FUNCTION_NOT_SUPPORTED;

  private BindingLoader() {}

  /** A new instance of a new copy of {@code template}, bound to {@code functions}. */
  static <T> T bind(
      Class<? extends T> template, Class<T> seam, String path, FunctionTable functions) {
    try {
      Class<?> copy =
          MethodHandles.lookup().defineHiddenClass(bytesOf(template), true).lookupClass();
      SymbolProvider symbols = (handle, name, parent) -> address(functions, name);
      NativeLibrary library =
          NativeLibrary.getInstance(path, Map.of(Library.OPTION_SYMBOL_PROVIDER, symbols));
      Native.register(copy, library);
      return seam.cast(copy.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot define the binding of " + path, e);
    }
  }

  /** A new instance of a new copy of {@code template}, which has {@code others} make most calls. */
  static <T> T bindForeign(
      Class<? extends T> template, Class<T> seam, FunctionTable functions, T others) {
    try {
      ForeignHandles handles = new ForeignHandles(functions);
      Class<?> copy =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytesOf(template), handles, true)
              .lookupClass();
      return seam.cast(copy.getDeclaredConstructor(seam).newInstance(others));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot define a binding by the Foreign Function API", e);
    }
  }

  private static long address(FunctionTable functions, String name) {
    long address = functions.address(name);
    return address != 0
        ? address
        : Pointer.nativeValue(CallbackReference.getFunctionPointer(ABSENT));
  }

  private static byte[] bytesOf(Class<?> template) {
    String resource = template.getSimpleName() + ".class";
    try (InputStream in = template.getResourceAsStream(resource)) {
      if (in == null) {
        throw new LinkageError("the class file of " + template.getName() + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
