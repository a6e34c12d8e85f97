// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.binding.MessageFunctions;
import org.turnlock.pkcs11.binding.ModuleBinding;
import org.turnlock.pkcs11.binding.OneAtATime;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.ModuleLoadException;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;

/** The one loaded and initialised copy of a library in this process. */
final class LoadedModule {
  private static final Map<String, LoadedModule> BY_PATH = new HashMap<>();

  private final String library;
  private final String initParameters;
  private final boolean foreign;
  private final String version;
  private final Map<Long, KnownPin> pins = new HashMap<>();
  private final Map<Long, SlotUsers> users = new HashMap<>();
  private Cryptoki functions;
  private MessageFunctions messages;

  private LoadedModule(ModuleOptions options, String path) {
    this.library = path;
    this.initParameters = options.initParameters();
    this.foreign = options.foreign();
    ModuleBinding binding = bind(path, options.functionList(), foreign);
    this.functions = binding.functions();
    this.messages = binding.messages();
    this.version = binding.version();
    if (!options.omitInitialize()) {
      initialize(options);
    }
  }

  /** The loaded module of these options; a second set of options must agree with the first. */
  static LoadedModule of(ModuleOptions options) {
    String path = resolve(options.library());
    String key = path + '\0' + options.functionList();
    synchronized (BY_PATH) {
      LoadedModule module = BY_PATH.get(key);
      if (module == null) {
        module = new LoadedModule(options, path);
        BY_PATH.put(key, module);
      } else if (!Objects.equals(module.initParameters, options.initParameters())) {
        throw new ModuleLoadException(
            path
                + " is already initialised in this process with other parameters; a library can"
                + " be initialised only once");
      } else if (module.foreign != options.foreign()) {
        throw new ModuleLoadException(
            path
                + " is already loaded in this process with the other binding; give all its tokens"
                + " the same 'binding'");
      }
      return module;
    }
  }

  /** The real path where the name is one, so that two links to one library share it. */
  private static String resolve(String library) {
    Path path = Path.of(library);
    if (!path.isAbsolute()) {
      return library;
    }
    if (!Files.exists(path)) {
      throw new ModuleLoadException(
          "there is no PKCS#11 library at " + library + "; check the directive 'library'");
    }
    try {
      return path.toRealPath().toString();
    } catch (IOException e) {
      throw new ModuleLoadException("cannot read " + library + ": " + e, e);
    }
  }

  private static ModuleBinding bind(String path, String functionList, boolean foreign) {
    if (foreign && ModuleBinding.missing() != null) {
      throw new ModuleLoadException(
          "binding = foreign cannot be had: "
              + ModuleBinding.missing()
              + "; leave the directive 'binding' out");
    }
    if (functionList != null && !functionList.endsWith("GetFunctionList")) {
      // Any other function would be called as if it were one, and crash the process.
      throw new ModuleLoadException(
          "functionList: " + functionList + " is no function whose name ends in GetFunctionList");
    }
    try {
      return ModuleBinding.load(path, functionList, foreign);
    } catch (UnsatisfiedLinkError e) {
      throw new ModuleLoadException(
          path + " cannot be loaded as a PKCS#11 library; check the directive 'library'", e);
    }
  }

  private void initialize(ModuleOptions options) {
    long code = initialize(Ckf.OS_LOCKING_OK, true);
    if (code == Ckr.CANT_LOCK && options.allowSingleThreaded()) {
      OneAtATime lock = new OneAtATime();
      functions = lock.around(Cryptoki.class, functions);
      messages = messages == null ? null : lock.around(MessageFunctions.class, messages);
      code = initialize(0, initParameters != null);
    }
    if (code == Ckr.CANT_LOCK) {
      throw new Pkcs11Exception(
          "C_Initialize",
          code,
          "the module cannot be used by several threads; allowSingleThreadedModules = true lets"
              + " one call at a time through");
    }
    // Already initialised by other code of this process, SunPKCS11 for instance: shared.
    if (code != Ckr.OK && code != Ckr.CRYPTOKI_ALREADY_INITIALIZED) {
      throw new Pkcs11Exception("C_Initialize", code, initAdvice(code));
    }
  }

  private String initAdvice(long code) {
    if (code == Ckr.ARGUMENTS_BAD && initParameters == null) {
      return library + " may need initialisation parameters (NSS: nssDbMode or nssArgs)";
    }
    return "the module " + library + " did not initialise; check its own configuration";
  }

  /** C_Initialize with CK_C_INITIALIZE_ARGS; NSS reads its parameters where pReserved is. */
  private long initialize(long flags, boolean withArguments) {
    if (!withArguments) {
      return functions.C_Initialize(0);
    }
    byte[] text = initParameters == null ? null : initParameters.getBytes(StandardCharsets.UTF_8);
    Scratch scratch = new Scratch(CkLayout.platform(), 256);
    scratch.begin(256L + (text == null ? 0 : text.length), 3);
    long textAddress =
        text == null ? 0 : scratch.address(scratch.put(Arrays.copyOf(text, text.length + 1)));
    int args = scratch.take(128);
    scratch
        .struct(args)
        .putPointer(0)
        .putPointer(0)
        .putPointer(0)
        .putPointer(0)
        .putUlong(flags)
        .putPointer(textAddress)
        .putPointer(0);
    long code = functions.C_Initialize(scratch.address(args));
    java.lang.ref.Reference.reachabilityFence(scratch);
    return code;
  }

  Cryptoki functions() {
    return functions;
  }

  /** The functions that PKCS#11 3.0 added; null where the module has none. */
  MessageFunctions messages() {
    return messages;
  }

  /** The login's PIN of a slot, shared by all tokens opened on it. */
  KnownPin knownPin(long slot) {
    synchronized (pins) {
      return pins.computeIfAbsent(slot, id -> new KnownPin());
    }
  }

  /** The tokens opened on a slot. */
  SlotUsers users(long slot) {
    synchronized (users) {
      return users.computeIfAbsent(slot, id -> new SlotUsers());
    }
  }

  String library() {
    return library;
  }

  String version() {
    return version;
  }
}
