// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** Gets a PIN from where a {@link PinSource} says. */
public final class Pins {
  private static final int LARGEST_FILE = 4096;

  private Pins() {}

  /**
   * The PIN, for the caller to wipe; empty where the source is the program itself.
   *
   * @param prompt what to ask a callback handler, which names the token
   * @param providersHandler the handler for {@code callback} without a class; may be null
   * @throws TokenException if the source is there but gives no PIN
   */
  public static Optional<char[]> read(
      PinSource source, String prompt, CallbackHandler providersHandler) {
    if (source instanceof PinSource.FromFile from) {
      return Optional.of(readFile(from.file()));
    }
    if (source instanceof PinSource.FromEnvironment from) {
      return Optional.of(readVariable(from.variable()));
    }
    if (source instanceof PinSource.FromCallback from) {
      CallbackHandler handler = from.handlerClass().map(Pins::create).orElse(providersHandler);
      return Optional.of(ask(handler, prompt));
    }
    return source instanceof PinSource.FromUri from ? Optional.of(from.pin()) : Optional.empty();
  }

  private static char[] readFile(Path file) {
    byte[] bytes;
    try {
      bytes = firstBytes(file);
    } catch (NoSuchFileException e) {
      throw refuse("there is no PIN file " + file, e);
    } catch (IOException e) {
      throw refuse("PIN file " + file + " cannot be read", e);
    }
    int length = 0;
    while (length < bytes.length && bytes[length] != '\n' && bytes[length] != '\r') {
      length++;
    }
    CharBuffer text = null;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
      char[] pin = new char[text.remaining()];
      text.get(pin);
      if (pin.length == 0) {
        throw refuse("PIN file " + file + " has an empty first line", null);
      }
      return pin;
    } catch (CharacterCodingException e) {
      throw refuse("PIN file " + file + " is not UTF-8", null);
    } finally {
      Arrays.fill(bytes, (byte) 0);
      if (text != null) {
        Arrays.fill(text.array(), '\0');
      }
    }
  }

  /** Reads no more than a PIN can have, whatever the file says of its size. */
  private static byte[] firstBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        Arrays.fill(bytes, (byte) 0);
        throw refuse("PIN file " + file + " is larger than any PIN", null);
      }
      return bytes;
    }
  }

  private static char[] readVariable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isEmpty()) {
      throw refuse("environment variable " + name + " has no PIN in it", null);
    }
    return value.toCharArray();
  }

  private static CallbackHandler create(String className) {
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      Class<?> type =
          Class.forName(
              className, true, loader != null ? loader : ClassLoader.getSystemClassLoader());
      return type.asSubclass(CallbackHandler.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw refuse(
          "pinSource: " + className + " is no CallbackHandler with a public constructor", e);
    }
  }

  private static char[] ask(CallbackHandler handler, String prompt) {
    if (handler == null) {
      throw refuse("pinSource = callback, but the provider has no CallbackHandler", null);
    }
    PasswordCallback question = new PasswordCallback(prompt, false);
    try {
      handler.handle(new Callback[] {question});
      char[] pin = question.getPassword();
      if (pin == null) {
        throw refuse("the CallbackHandler gave no PIN", null);
      }
      return pin;
    } catch (IOException | UnsupportedCallbackException e) {
      throw refuse("the CallbackHandler failed", e);
    } finally {
      question.clearPassword();
    }
  }

  private static TokenException refuse(String problem, Throwable cause) {
    return new TokenException(Reason.NOT_LOGGED_IN, problem, cause);
  }
}
