// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.kem;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import javax.crypto.SecretKey;

/**
 * {@code javax.crypto.KEM} of JDK 21 and later, which this is not compiled against: its service
 * interfaces as proxies, its classes by reflection.
 */
public final class KemApi {
  private static final String PACKAGE = "javax.crypto.";

  /** Loaded on a JDK that has the API, and nowhere else. */
  private static final class Types {
    static final Class<?> SPI = type("KEMSpi");
    static final Class<?> ENCAPSULATOR = type("KEMSpi$EncapsulatorSpi");
    static final Class<?> DECAPSULATOR = type("KEMSpi$DecapsulatorSpi");
    static final Constructor<?> ENCAPSULATED =
        constructor(type("KEM$Encapsulated"), SecretKey.class, byte[].class, byte[].class);
    static final Constructor<?> DECAPSULATE_EXCEPTION =
        constructor(type("DecapsulateException"), String.class, Throwable.class);

    private Types() {}

    private static Class<?> type(String name) {
      try {
        return Class.forName(PACKAGE + name);
      } catch (ClassNotFoundException e) {
        throw new ProviderException("this JDK has no " + name, e);
      }
    }

    private static Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
      try {
        return type.getConstructor(parameters);
      } catch (NoSuchMethodException e) {
        throw new ProviderException("this JDK's " + type.getName() + " is another one", e);
      }
    }
  }

  private KemApi() {}

  /** Whether this JDK has it. */
  public static boolean isPresent() {
    try {
      Class.forName(PACKAGE + "KEMSpi");
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** A KEMSpi that answers by {@code methods}. */
  static Object spi(Methods methods) {
    return proxy(Types.SPI, methods);
  }

  static Object encapsulator(Methods methods) {
    return proxy(Types.ENCAPSULATOR, methods);
  }

  static Object decapsulator(Methods methods) {
    return proxy(Types.DECAPSULATOR, methods);
  }

  /** A KEM.Encapsulated without parameters. */
  static Object encapsulated(SecretKey key, byte[] encapsulation) {
    return make(Types.ENCAPSULATED, key, encapsulation, null);
  }

  /** A DecapsulateException. */
  static GeneralSecurityException decapsulateException(String message, Throwable cause) {
    return (GeneralSecurityException) make(Types.DECAPSULATE_EXCEPTION, message, cause);
  }

  /** What an interface's methods do. */
  @FunctionalInterface
  interface Methods {
    /**
     * @param name of the method
     * @param arguments as they were given
     */
    Object call(String name, Object... arguments) throws GeneralSecurityException;
  }

  private static Object proxy(Class<?> type, Methods methods) {
    InvocationHandler handler =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              case "toString" -> "Turnlock's " + type.getSimpleName();
              default -> methods.call(method.getName(), arguments == null ? NONE : arguments);
            };
    return Proxy.newProxyInstance(KemApi.class.getClassLoader(), new Class<?>[] {type}, handler);
  }

  private static final Object[] NONE = {};

  private static Object make(Constructor<?> constructor, Object... arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new ProviderException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new ProviderException("this JDK's KEM cannot be used", e);
    }
  }
}
