// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.turnlock.pkcs11.CipherOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.MultiPartSign;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.RandomOperations;
import org.turnlock.pkcs11.SignOperations;
import org.turnlock.pkcs11.Transfer;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenSigning;

/** Uses of a PKCS#11 token's keys. */
final class Pkcs11Cryptography implements TokenCryptography {
  private final CipherOperations ciphers;
  private final SignOperations signing;
  private final RandomOperations random;
  private final Failures failures;

  Pkcs11Cryptography(Pkcs11Token token, Failures failures) {
    this.ciphers = token.ciphers();
    this.signing = token.signing();
    this.random = token.random();
    this.failures = failures;
  }

  @Override
  public int encrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    return encrypt(key, mechanism, Transfer.of(input, output));
  }

  @Override
  public int encrypt(TokenKey key, Mechanism mechanism, Transfer transfer) {
    try {
      return ciphers.encrypt(own(key).object(), mechanism, transfer);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.ENCRYPT, key);
    } finally {
      Reference.reachabilityFence(key);
    }
  }

  @Override
  public int decrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    return decrypt(key, mechanism, Transfer.of(input, output));
  }

  @Override
  public int decrypt(TokenKey key, Mechanism mechanism, Transfer transfer) {
    try {
      return ciphers.decrypt(own(key).object(), mechanism, transfer);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.DECRYPT, key);
    } finally {
      Reference.reachabilityFence(key);
    }
  }

  @Override
  public void endParts(TokenKey key, boolean encrypting, Mechanism next) {
    ciphers.endParts(encrypting, own(key).object(), next);
    Reference.reachabilityFence(key);
  }

  @Override
  public int sign(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    try {
      return signing.sign(own(key).object(), EdwardsForm.of(mechanism, key), input, output);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.SIGN, key);
    } finally {
      Reference.reachabilityFence(key);
    }
  }

  /** EDDSA is plain only: no module is known that heeds a context, and SoftHSM ignores it. */
  @Override
  public boolean signs(Mechanism mechanism) {
    return !(mechanism.parameters() instanceof MechanismParameters.Eddsa);
  }

  @Override
  public TokenSigning beginSign(TokenKey key, Mechanism mechanism) {
    try {
      return new Signing(key, signing.begin(own(key).object(), mechanism), failures);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.SIGN, key);
    } finally {
      Reference.reachabilityFence(key);
    }
  }

  /** Keeps the key reachable while its operation runs. */
  private record Signing(TokenKey key, MultiPartSign operation, Failures failures)
      implements TokenSigning {
    @Override
    public void update(ByteBuffer input) {
      try {
        operation.update(input);
      } catch (RuntimeException e) {
        throw failures.translate(e, Failures.During.SIGN, key);
      }
    }

    @Override
    public int finish(ByteBuffer output) {
      try {
        return operation.finish(output);
      } catch (RuntimeException e) {
        throw failures.translate(e, Failures.During.SIGN, key);
      }
    }

    @Override
    public void close() {
      try {
        operation.close();
      } catch (RuntimeException e) {
        throw failures.translate(e, Failures.During.SIGN, key);
      }
    }
  }

  @Override
  public void random(ByteBuffer output) {
    try {
      random.generate(output);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.RANDOM);
    }
  }

  @Override
  public void seedRandom(byte[] seed) {
    try {
      random.seed(seed);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.RANDOM);
    }
  }

  private static Pkcs11Key own(TokenKey key) {
    if (key instanceof Pkcs11Key own) {
      return own;
    }
    throw new TokenException(TokenException.Reason.KEY_REFUSED, "the key is of another token");
  }
}
