// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.Arrays;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/** Keys of the software token under AES key wrap. */
final class KeyWrapping {
  private final SoftwareToken token;
  private final SoftwareMechanisms mechanisms;
  private final SoftwareObjects objects;
  private final KeyWrapOperations keyWrap = new KeyWrapOperations(Primitives.ciphers());

  KeyWrapping(SoftwareToken token, SoftwareMechanisms mechanisms, SoftwareObjects objects) {
    this.token = token;
    this.mechanisms = mechanisms;
    this.objects = objects;
  }

  byte[] wrap(TokenKey wrappingKey, Mechanism mechanism, TokenKey key) {
    StoredObject with = token.resolve(wrappingKey);
    mechanisms.require(mechanism.type(), Ckf.WRAP);
    with.require(KeyClass.SECRET, KeyUsage.WRAP, Ckk.AES);
    StoredObject subject = token.resolve(key);
    if (!subject.keyAttributes().extractable()) {
      throw new TokenException(Reason.KEY_REFUSED, "the key is not extractable");
    }
    byte[] encoded = encoding(subject);
    try {
      return keyWrap.wrap(with.material(), mechanism, encoded);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private static byte[] encoding(StoredObject subject) {
    return subject.keyAttributes().keyClass() == KeyClass.SECRET
        ? subject.material().copyOf(Cka.VALUE)
        : KeyNumbers.pkcs8(subject);
  }

  TokenKey unwrap(TokenKey unwrappingKey, Mechanism mechanism, byte[] wrapped, KeyOutcome outcome) {
    StoredObject with = token.resolve(unwrappingKey);
    mechanisms.require(mechanism.type(), Ckf.UNWRAP);
    with.require(KeyClass.SECRET, KeyUsage.UNWRAP, Ckk.AES);
    byte[] encoded = keyWrap.unwrap(with.material(), mechanism, wrapped);
    try {
      return outcome.keyClass() == KeyClass.SECRET
          ? secret(encoded, outcome)
          : privateKey(encoded, outcome);
    } catch (InvalidKeyException e) {
      throw new TokenException(Reason.DATA_REJECTED, "what was wrapped is no such key", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private TokenKey secret(byte[] encoded, KeyOutcome outcome) throws InvalidKeyException {
    try (BorrowedKey value = new BorrowedKey("RAW", encoded.clone())) {
      return objects.importKey(value, outcome.keyType(), outcome.description());
    }
  }

  private TokenKey privateKey(byte[] encoded, KeyOutcome outcome) throws InvalidKeyException {
    TokenKey key = objects.importKey(new Pkcs8Key(encoded), 0, outcome.description());
    if (key.attributes().keyType() != outcome.keyType()) {
      objects.destroy(key);
      throw new InvalidKeyException("it is of type " + Ckk.nameOf(key.attributes().keyType()));
    }
    return key;
  }

  /** A private key that is only its encoding, for the time of its import. */
  private static final class Pkcs8Key implements PrivateKey {
    private static final long serialVersionUID = 1L;

    private final transient byte[] encoded;

    Pkcs8Key(byte[] encoded) {
      this.encoded = encoded;
    }

    @Override
    public String getAlgorithm() {
      return "PKCS#8";
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }

    @Override
    public byte[] getEncoded() {
      return encoded.clone();
    }
  }
}
