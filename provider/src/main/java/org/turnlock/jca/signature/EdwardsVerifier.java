// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.EdECPoint;
import java.util.function.Function;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.Ed448PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.bouncycastle.math.ec.rfc8032.Ed448;
import org.turnlock.jca.SecretBuffer;

/**
 * Verifies EdDSA signatures (RFC 8032) of messages with one key, one after the other. Bouncy Castle
 * takes a fraction of SunEC's time; what it does not take for right is shown to SunEC, which tells
 * a wrong signature from what is not even the encoding of one. Both must be content.
 */
final class EdwardsVerifier implements Verifier {
  private static final byte[] NO_CONTEXT = {};

  private final EdECPublicKey key;
  private final EdDSAParameterSpec form;
  private final Equation equation;
  private final SecretBuffer message = new SecretBuffer();

  /** Whether a signature of the right length fits an array's first bytes. */
  @FunctionalInterface
  private interface Equation {
    boolean holds(byte[] message, int length, byte[] signature);
  }

  private EdwardsVerifier(EdECPublicKey key, EdDSAParameterSpec form) throws InvalidKeyException {
    this.key = key;
    this.form = form;
    this.equation = EdwardsForm.isEd448(key.getParams()) ? ed448() : ed25519();
  }

  private Equation ed25519() throws InvalidKeyException {
    byte[] context = form.getContext().orElse(null);
    int algorithm = context == null ? Ed25519.Algorithm.Ed25519 : Ed25519.Algorithm.Ed25519ctx;
    Ed25519PublicKeyParameters point =
        point(Ed25519PublicKeyParameters.KEY_SIZE, Ed25519PublicKeyParameters::new);
    return (bytes, length, signature) ->
        point.verify(algorithm, context, bytes, 0, length, signature, 0);
  }

  private Equation ed448() throws InvalidKeyException {
    byte[] context = form.getContext().orElse(NO_CONTEXT);
    Ed448PublicKeyParameters point =
        point(Ed448PublicKeyParameters.KEY_SIZE, Ed448PublicKeyParameters::new);
    return (bytes, length, signature) ->
        point.verify(Ed448.Algorithm.Ed448, context, bytes, 0, length, signature, 0);
  }

  /**
   * For one key. Messages that are to be hashed are left to SunEC, which does not keep them.
   *
   * @throws InvalidKeyException if the key is no point that signatures have
   */
  static Verifier of(EdECPublicKey key, EdDSAParameterSpec form) throws InvalidKeyException {
    return form.isPrehash() ? sunEc(key, form) : new EdwardsVerifier(key, form);
  }

  private static Verifier sunEc(EdECPublicKey key, EdDSAParameterSpec form)
      throws InvalidKeyException {
    try {
      Signature signature = Signature.getInstance("EdDSA", "SunEC");
      signature.setParameter(form);
      return new SoftwareVerifier(signature, key, EdwardsForm.signatureBytes(key.getParams()));
    } catch (InvalidKeyException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no software EdDSA for these parameters", e);
    }
  }

  private <P> P point(int size, Function<byte[], P> decoder) throws InvalidKeyException {
    byte[] encoded = encoded(key, size);
    try {
      return decoder.apply(encoded);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeyException("the EdDSA public key is no point that signatures have", e);
    }
  }

  /** RFC 8032, sections 5.1.2 and 5.2.2: y, little-endian, and the lowest bit of x on top. */
  private static byte[] encoded(EdECPublicKey key, int size) throws InvalidKeyException {
    EdECPoint point = key.getPoint();
    BigInteger y = point == null ? null : point.getY();
    if (y == null) {
      throw new InvalidKeyException("the public key is without its numbers");
    }
    if (y.signum() < 0 || y.bitLength() >= size * Byte.SIZE) {
      throw new InvalidKeyException("the EdDSA public key's y does not fit its curve");
    }
    byte[] encoded = new byte[size];
    byte[] bigEndian = y.toByteArray();
    for (int i = 0; i < Math.min(size, bigEndian.length); i++) {
      encoded[i] = bigEndian[bigEndian.length - 1 - i];
    }
    if (point.isXOdd()) {
      encoded[size - 1] |= (byte) 0x80;
    }
    return encoded;
  }

  @Override
  public void update(byte[] input, int offset, int length) {
    message.append(input, offset, length);
  }

  @Override
  public boolean begun() {
    return !message.isEmpty();
  }

  @Override
  public boolean verify(byte[] signature) throws SignatureException {
    try {
      byte[] bytes = message.contents().array();
      int length = message.size();
      return signature.length == EdwardsForm.signatureBytes(key.getParams())
              && equation.holds(bytes, length, signature)
          || refused(bytes, length, signature);
    } finally {
      message.clear();
    }
  }

  /** False, or SunEC's exception. */
  private boolean refused(byte[] bytes, int length, byte[] signature) throws SignatureException {
    Verifier second;
    try {
      second = sunEc(key, form);
    } catch (InvalidKeyException e) {
      throw new SignatureException(e.getMessage(), e);
    }
    second.update(bytes, 0, length);
    second.verify(signature);
    return false;
  }
}
