// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenWrapping;

/** Keys of the software token made out of, or hidden under, other keys of it. */
final class SoftwareWrapping implements TokenWrapping {
  private final SoftwareToken token;
  private final SoftwareMechanisms mechanisms;
  private final RsaKeyTransport transport = new RsaKeyTransport(Primitives.ciphers());
  private final KeyMaking making;
  private final KeyWrapping keyWrapping;
  private final AgreementOperations agreement = new AgreementOperations();

  SoftwareWrapping(
      SoftwareToken token,
      SoftwareMechanisms mechanisms,
      KeyMaking making,
      SoftwareObjects objects) {
    this.token = token;
    this.mechanisms = mechanisms;
    this.making = making;
    this.keyWrapping = new KeyWrapping(token, mechanisms, objects);
  }

  @Override
  public byte[] wrap(TokenKey wrappingKey, Mechanism mechanism, TokenKey key) {
    return keyWrapping.wrap(wrappingKey, mechanism, key);
  }

  @Override
  public byte[] wrapUnder(RSAPublicKey wrappingKey, Mechanism mechanism, TokenKey key) {
    mechanisms.require(mechanism.type(), Ckf.WRAP);
    StoredObject subject = token.resolve(key);
    if (!subject.keyAttributes().extractable()
        || subject.keyAttributes().keyClass() != KeyClass.SECRET) {
      throw new TokenException(
          Reason.KEY_REFUSED, "only an extractable secret key is wrapped under an RSA key");
    }
    byte[] value = subject.material().copyOf(Cka.VALUE);
    try {
      return transport.encrypt(wrappingKey, mechanism, value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  @Override
  public TokenKey unwrap(
      TokenKey unwrappingKey, Mechanism mechanism, byte[] wrapped, KeyOutcome outcome) {
    return keyWrapping.unwrap(unwrappingKey, mechanism, wrapped, outcome);
  }

  @Override
  public TokenKey derive(TokenKey baseKey, Mechanism mechanism, KeyOutcome outcome) {
    byte[] secret = derive(baseKey, mechanism);
    return making.secretKey(Origin.GENERATE, lastBytes(secret, outcome.bytes()), outcome);
  }

  @Override
  public byte[] deriveValue(TokenKey baseKey, Mechanism mechanism, int bytes) {
    return lastBytes(derive(baseKey, mechanism), bytes);
  }

  private byte[] derive(TokenKey baseKey, Mechanism mechanism) {
    StoredObject base = token.resolve(baseKey);
    mechanisms.require(mechanism.type(), Ckf.DERIVE);
    return agreement.secret(base, mechanism);
  }

  @Override
  public TokenKey decapsulate(
      TokenKey key, Mechanism mechanism, byte[] encapsulation, KeyOutcome outcome) {
    byte[] secret = decapsulateValue(key, mechanism, encapsulation);
    return making.secretKey(Origin.GENERATE, lastBytes(secret, outcome.bytes()), outcome);
  }

  @Override
  public byte[] decapsulateValue(TokenKey key, Mechanism mechanism, byte[] encapsulation) {
    StoredObject object = token.resolve(key);
    mechanisms.require(mechanism.type(), Ckf.DECAPSULATE);
    return MlKemOperations.secret(object, encapsulation);
  }

  /** As PKCS#11 has it: what is too much is taken off at the front; 0 takes nothing off. */
  private static byte[] lastBytes(byte[] secret, int bytes) {
    if (bytes == 0 || bytes == secret.length) {
      return secret;
    }
    int excess = secret.length - bytes;
    try {
      if (excess < 0) {
        throw new TokenException(
            Reason.UNSUPPORTED,
            "a secret of " + secret.length + " bytes gives no key of " + bytes + " bytes");
      }
      return Arrays.copyOfRange(secret, excess, secret.length);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }
}
