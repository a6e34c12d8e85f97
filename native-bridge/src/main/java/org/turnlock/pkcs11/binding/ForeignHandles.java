// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.memory.CkLayout;

/**
 * Method handles on the functions of a module, by the Foreign Function API of Java 22 (JEP 454).
 * Reached by reflection, as this code is compiled for Java 17; the calls themselves are not: a
 * handle takes and gives {@code long}s, which is what CK_ULONG, a handle and a pointer are on all
 * 64-bit systems but Windows.
 */
final class ForeignHandles {
  private static final int FIRST_JAVA = 22;
  private static final int LONG_BYTES = 8;

  private final FunctionTable functions;

  ForeignHandles(FunctionTable functions) {
    this.functions = functions;
  }

  /** Why there can be none here; null where there can. */
  static String missing() {
    int java = Runtime.version().feature();
    if (java < FIRST_JAVA) {
      return "it needs Java " + FIRST_JAVA + " or later, and this is Java " + java;
    }
    CkLayout layout = CkLayout.platform();
    return layout.ulongSize() == LONG_BYTES && layout.pointerSize() == LONG_BYTES
        ? null
        : "it needs a system on which CK_ULONG has eight bytes";
  }

  /** Those that a hidden class was defined with. */
  static ForeignHandles of(MethodHandles.Lookup hiddenClass) {
    try {
      return MethodHandles.classData(hiddenClass, "_", ForeignHandles.class);
    } catch (IllegalAccessException e) {
      throw new LinkageError("a class without data", e);
    }
  }

  /** The function of that name, which takes so many {@code long}s and gives one. */
  MethodHandle of(String name, int longs) {
    long function = functions.address(name);
    if (function == 0) {
      Class<?>[] ignored = new Class<?>[longs];
      Arrays.fill(ignored, long.class);
      return MethodHandles.dropArguments(
          MethodHandles.constant(long.class, Ckr.FUNCTION_NOT_SUPPORTED), 0, ignored);
    }
    return of(name, function, longs);
  }

  private static MethodHandle of(String name, long function, int longs) {
    try {
      Class<?> layouts = Class.forName("java.lang.foreign.MemoryLayout");
      Class<?> descriptors = Class.forName("java.lang.foreign.FunctionDescriptor");
      Class<?> segments = Class.forName("java.lang.foreign.MemorySegment");
      Class<?> linkers = Class.forName("java.lang.foreign.Linker");
      Class<?> options = Class.forName("java.lang.foreign.Linker$Option");
      Object javaLong =
          Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_LONG").get(null);
      Object parameters = Array.newInstance(layouts, longs);
      for (int i = 0; i < longs; i++) {
        Array.set(parameters, i, javaLong);
      }
      Object descriptor =
          descriptors
              .getMethod("of", layouts, parameters.getClass())
              .invoke(null, javaLong, parameters);
      Object address = segments.getMethod("ofAddress", long.class).invoke(null, function);
      Object none = Array.newInstance(options, 0);
      Object linker = linkers.getMethod("nativeLinker").invoke(null);
      return (MethodHandle)
          linkers
              .getMethod("downcallHandle", segments, descriptors, none.getClass())
              .invoke(linker, address, descriptor, none);
    } catch (InvocationTargetException e) {
      throw new LinkageError("cannot call " + name + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("cannot call " + name + " through the Foreign Function API", e);
    }
  }

  /** A handle on a C function throws nothing but errors. */
  static Error impossible(Throwable thrown) {
    if (thrown instanceof Error error) {
      return error;
    }
    return new LinkageError("a call to the module has failed in Java", thrown);
  }
}
