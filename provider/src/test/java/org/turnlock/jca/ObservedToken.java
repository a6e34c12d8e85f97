// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenLogin;
import org.turnlock.token.TokenObjects;
import org.turnlock.token.TokenSigning;
import org.turnlock.token.TokenWrapping;

/** Another token, watched: counts the uses of keys, fails on demand, adds mechanisms. */
public final class ObservedToken implements Token {
  private final Token real;
  private final Map<Long, Signing> added = new HashMap<>();
  private int calls;
  private int imports;
  private int openSignings;
  private TokenException nextFailure;

  /** A mechanism that the real token lacks, over a whole message. */
  @FunctionalInterface
  public interface Signing {
    byte[] sign(byte[] message) throws Exception;
  }

  ObservedToken(Token real) {
    this.real = real;
  }

  /** How often keys were used so far: one for each call of the token. */
  public int calls() {
    return calls;
  }

  /** How many software keys were copied into the token. */
  public int imports() {
    return imports;
  }

  /** How many signatures in pieces have begun and not ended. */
  public int openSignings() {
    return openSignings;
  }

  /** Lets the next use of a key fail. */
  public void failNext(TokenException.Reason reason) {
    nextFailure = new TokenException(reason, "failed on demand");
  }

  /** Adds a signature mechanism that takes whole messages. */
  public void add(long mechanism, Signing signing) {
    added.put(mechanism, signing);
  }

  @Override
  public TokenDescription description() {
    return real.description();
  }

  @Override
  public Map<Long, MechanismInfo> mechanisms() {
    Map<Long, MechanismInfo> all = new HashMap<>(real.mechanisms());
    added.keySet().forEach(m -> all.put(m, new MechanismInfo(0, 0, Ckf.SIGN)));
    return all;
  }

  @Override
  public TokenLogin login() {
    return real.login();
  }

  @Override
  public TokenObjects objects() {
    return (TokenObjects)
        Proxy.newProxyInstance(
            TokenObjects.class.getClassLoader(),
            new Class<?>[] {TokenObjects.class},
            (proxy, method, arguments) -> {
              imports += method.getName().equals("importKey") ? 1 : 0;
              try {
                Object result = method.invoke(real.objects(), unwrapped(arguments));
                return result instanceof TokenKey key ? new ObservedKey(this, key) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public TokenCryptography cryptography() {
    return new ObservedCryptography();
  }

  @Override
  public TokenWrapping wrapping() {
    return real.wrapping();
  }

  @Override
  public void close() {
    real.close();
  }

  private record ObservedKey(ObservedToken token, TokenKey real) implements TokenKey {
    @Override
    public KeyAttributes attributes() {
      return real.attributes();
    }

    @Override
    public boolean isLost() {
      return real.isLost();
    }
  }

  private <T> T observe(Supplier<T> use) {
    calls++;
    if (nextFailure != null) {
      TokenException failure = nextFailure;
      nextFailure = null;
      throw failure;
    }
    return use.get();
  }

  private static Object[] unwrapped(Object[] arguments) {
    return arguments == null
        ? null
        : Arrays.stream(arguments)
            .map(it -> it instanceof ObservedKey key ? key.real() : it)
            .toArray();
  }

  private static TokenKey unwrap(TokenKey key) {
    return ((ObservedKey) key).real();
  }

  private final class ObservedCryptography implements TokenCryptography {
    private final TokenCryptography inner = real.cryptography();

    @Override
    public int encrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
      return observe(() -> inner.encrypt(unwrap(key), mechanism, input, output));
    }

    @Override
    public int decrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
      return observe(() -> inner.decrypt(unwrap(key), mechanism, input, output));
    }

    @Override
    public int sign(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
      Signing signing = added.get(mechanism.type());
      if (signing != null) {
        return observe(
            () -> {
              AddedSigning whole = new AddedSigning(signing);
              whole.update(input);
              return whole.finish(output);
            });
      }
      return observe(() -> inner.sign(unwrap(key), mechanism, input, output));
    }

    @Override
    public boolean signs(Mechanism mechanism) {
      return added.containsKey(mechanism.type()) || inner.signs(mechanism);
    }

    @Override
    public TokenSigning beginSign(TokenKey key, Mechanism mechanism) {
      Signing known = added.get(mechanism.type());
      TokenSigning signing =
          observe(
              () ->
                  known != null
                      ? new AddedSigning(known)
                      : inner.beginSign(unwrap(key), mechanism));
      openSignings++;
      return new ObservedSigning(signing);
    }

    @Override
    public void random(ByteBuffer output) {
      observe(
          () -> {
            inner.random(output);
            return null;
          });
    }

    @Override
    public void seedRandom(byte[] seed) {
      inner.seedRandom(seed);
    }
  }

  private static final class AddedSigning implements TokenSigning {
    private final Signing signing;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();

    AddedSigning(Signing signing) {
      this.signing = signing;
    }

    @Override
    public void update(ByteBuffer input) {
      byte[] bytes = new byte[input.remaining()];
      input.get(bytes);
      message.writeBytes(bytes);
    }

    @Override
    public int finish(ByteBuffer output) {
      try {
        byte[] result = signing.sign(message.toByteArray());
        output.put(result);
        return result.length;
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {}
  }

  private final class ObservedSigning implements TokenSigning {
    private final TokenSigning inner;
    private boolean open = true;

    ObservedSigning(TokenSigning inner) {
      this.inner = inner;
    }

    @Override
    public void update(ByteBuffer input) {
      observe(
          () -> {
            inner.update(input);
            return null;
          });
    }

    @Override
    public int finish(ByteBuffer output) {
      int length = observe(() -> inner.finish(output));
      end();
      return length;
    }

    @Override
    public void close() {
      inner.close();
      end();
    }

    private void end() {
      if (open) {
        open = false;
        openSignings--;
      }
    }
  }
}
