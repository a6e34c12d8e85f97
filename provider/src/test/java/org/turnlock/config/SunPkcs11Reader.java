// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's own reader of configurations, asked in a JVM of its own because it is not exported. It
 * gives a line per case: what it understood, or {@code refused}.
 */
final class SunPkcs11Reader {
  static final long[] MECHANISMS = {0x0, 0x1, 0x1080, 0x1081, 0x1082, 0x1085, 0x1087, 0x30, 0x5};
  static final long KEY_STORE = 0x7fffff21L;
  static final long SECURE_RANDOM = 0x7fffff20L;
  static final String[] ORIGINS = {"generate", "import"};
  static final long[] CLASSES = {1, 2, 3, 4};
  static final long[] KEY_TYPES = {0, 1, 2, 3, 0x10, 0x15, 0x1f, 0x2b};

  /** CKA_VALUE_LEN and its like: Turnlock lays nothing over what makes the object. */
  private static final Set<Long> OF_THE_OBJECT = Set.of(0L, 0x11L, 0x100L, 0x121L, 0x161L);

  private static final long TOKEN = 1;
  private static final String PACKAGE = "sun.security.pkcs11";
  private static final String REFUSED = "refused ";

  private SunPkcs11Reader() {}

  /** Asks the JDK about each text. */
  static List<String> read(Path directory, List<String> texts) throws Exception {
    for (int i = 0; i < texts.size(); i++) {
      Files.writeString(directory.resolve(i + ".cfg"), texts.get(i));
    }
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "--add-opens=jdk.crypto.cryptoki/" + PACKAGE + "=ALL-UNNAMED",
                "--add-opens=jdk.crypto.cryptoki/" + PACKAGE + ".wrapper=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                SunPkcs11Reader.class.getName(),
                directory.toString(),
                Integer.toString(texts.size()))
            .redirectOutput(output.toFile())
            .redirectErrorStream(true)
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new AssertionError("the reader's JVM failed:\n" + Files.readString(output));
    }
    return Files.readAllLines(output);
  }

  static boolean isRefusal(String answer) {
    return answer.startsWith(REFUSED);
  }

  /** The JVM of its own. */
  public static void main(String[] arguments) throws Exception {
    Constructor<?> constructor =
        Class.forName(PACKAGE + ".Config").getDeclaredConstructor(String.class);
    constructor.setAccessible(true);
    int cases = Integer.parseInt(arguments[1]);
    for (int i = 0; i < cases; i++) {
      String answer;
      try {
        answer = describe(constructor.newInstance(Path.of(arguments[0], i + ".cfg").toString()));
      } catch (InvocationTargetException e) {
        answer = REFUSED + e.getCause();
      }
      System.out.println(answer.replace("\n", "\\n").replace("\r", "\\r"));
    }
  }

  private static String describe(Object config) throws Exception {
    TreeMap<String, Object> said = new TreeMap<>();
    for (String field :
        List.of(
            "name",
            "library",
            "description",
            "slotID",
            "slotListIndex",
            "handleStartupErrors",
            "showInfo",
            "omitInitialize",
            "functionList",
            "nssArgs")) {
      said.put(field, field(config, field));
    }
    if (said.get("slotID").equals(-1) && said.get("slotListIndex").equals(-1)) {
      said.put("slotListIndex", 0);
    }
    said.computeIfPresent("description", (key, text) -> text.equals("") ? null : text);
    said.putIfAbsent("description", null);
    said.putIfAbsent("functionList", "C_GetFunctionList");
    Method isEnabled = config.getClass().getDeclaredMethod("isEnabled", long.class);
    isEnabled.setAccessible(true);
    List<Object> enabled = new ArrayList<>();
    for (long mechanism : MECHANISMS) {
      enabled.add(isEnabled.invoke(config, mechanism));
    }
    enabled.add(isEnabled.invoke(config, KEY_STORE));
    enabled.add(isEnabled.invoke(config, SECURE_RANDOM));
    said.put("enabled", enabled);
    said.put("attributes", attributes(field(config, "templateManager")));
    return said.toString();
  }

  private static List<Object> attributes(Object manager) throws Exception {
    List<Object> all = new ArrayList<>();
    if (manager == null) {
      return Collections.nCopies(ORIGINS.length * CLASSES.length * KEY_TYPES.length, Map.of());
    }
    Object none = Array.newInstance(Class.forName(PACKAGE + ".wrapper.CK_ATTRIBUTE"), 0);
    Method get =
        manager
            .getClass()
            .getDeclaredMethod(
                "getAttributes", String.class, long.class, long.class, none.getClass());
    get.setAccessible(true);
    for (String origin : ORIGINS) {
      for (long objectClass : CLASSES) {
        for (long keyType : KEY_TYPES) {
          all.add(template(get.invoke(manager, origin, objectClass, keyType, none)));
        }
      }
    }
    return all;
  }

  private static TreeMap<Long, Object> template(Object array) throws Exception {
    TreeMap<Long, Object> values = new TreeMap<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      Object attribute = Array.get(array, i);
      values.put((Long) field(attribute, "type"), comparable(field(attribute, "pValue")));
    }
    values.keySet().removeAll(OF_THE_OBJECT);
    values.computeIfPresent(TOKEN, (type, value) -> value.equals(true) ? value : null);
    return values;
  }

  /** Byte arrays as numbers: SunPKCS11 drops and adds leading zero bytes. */
  static Object comparable(Object value) {
    return value instanceof byte[] bytes ? "bytes:" + new BigInteger(1, bytes) : value;
  }

  private static Object field(Object object, String name) throws Exception {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  /** A resource of this test's package. */
  static String resource(String name) throws Exception {
    try (InputStream in = SunPkcs11Reader.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
