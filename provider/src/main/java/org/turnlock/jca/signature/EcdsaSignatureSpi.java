// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import org.turnlock.jca.EcCurves;
import org.turnlock.jca.Hash;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.keys.ManagedEcPublicKey;
import org.turnlock.keys.TokenEcPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/** ECDSA over a hash or over the caller's own digest, as DER or as r | s (IEEE P1363). */
public final class EcdsaSignatureSpi extends TokenSignatureSpi {
  /** As SunEC has it: no digest is longer. */
  private static final int MAX_OWN_DIGEST = 64;

  private final Hash hash;
  private final boolean p1363;
  private ECParameterSpec curve;

  /** Of the last key that signatures were verified with; null before. */
  private EcdsaVerification verification;

  /**
   * @param hash null for NONEwithECDSA
   */
  public EcdsaSignatureSpi(JcaContext context, Hash hash, boolean p1363) {
    super(context, Ckk.EC);
    this.hash = hash;
    this.p1363 = p1363;
  }

  @Override
  Signer signerFor(PrivateKey key) throws InvalidKeyException {
    if (!(key instanceof TokenEcPrivateKey ec)) {
      throw KeyRefusal.of(key, "an EC private key");
    }
    int orderBytes = orderBytes(ec.getParams());
    curve = ec.getParams();
    if (hash == null || !hashesOnToken(ec, hash.ecdsa(), Ckm.ECDSA)) {
      return new DigestSigner(
          new SigningKey(operations, ec, Mechanism.of(Ckm.ECDSA), 2 * orderBytes),
          messageDigest(),
          bytes -> leftmost(bytes, orderBytes));
    }
    return new MessageSigner(operations, ec, Mechanism.of(hash.ecdsa()), 2 * orderBytes);
  }

  /** ECDSA uses as many leftmost bits of a digest as the order has; tokens may refuse more. */
  private static byte[] leftmost(byte[] digest, int orderBytes) throws SignatureException {
    if (digest.length > MAX_OWN_DIGEST) {
      throw new SignatureException("NONEwithECDSA signs a digest of at most 64 bytes");
    }
    if (digest.length == 0) {
      // The number zero, in a form that every token takes.
      return new byte[1];
    }
    return digest.length > orderBytes ? Arrays.copyOf(digest, orderBytes) : digest;
  }

  @Override
  byte[] encode(byte[] signature) {
    return p1363 ? signature : EcdsaSignature.ofPlain(signature).der();
  }

  private static int orderBytes(ECParameterSpec spec) {
    return (spec.getOrder().bitLength() + Byte.SIZE - 1) / Byte.SIZE;
  }

  @Override
  Verifier verifierFor(PublicKey key) throws InvalidKeyException {
    if (key instanceof ManagedEcPublicKey managed) {
      Verifier verifier =
          new VersionsVerifier(operations, managed, messageDigest(), this::verifies);
      curve = managed.getParams();
      return verifier;
    }
    if (verification == null || !verification.isOf(key)) {
      verification = new EcdsaVerification(EcPublicKeys.checked(key), p1363);
    }
    curve = verification.curve();
    return new EcdsaVerifier(verification, messageDigest(), MAX_OWN_DIGEST);
  }

  private MessageDigest messageDigest() {
    return hash == null ? new CallersDigest(MAX_OWN_DIGEST) : digest(hash);
  }

  private boolean verifies(PublicKey key, byte[] digest, byte[] signature)
      throws InvalidKeyException, SignatureException {
    return new EcdsaVerification(EcPublicKeys.checked(key), p1363).of(digest, signature);
  }

  /** Accepts the curve of the key, which says nothing new. */
  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    if (params == null) {
      return;
    }
    if (!(params instanceof ECParameterSpec given)) {
      throw new InvalidAlgorithmParameterException("ECDSA takes an ECParameterSpec or nothing");
    }
    if (curve != null && !EcCurves.same(curve, given)) {
      throw new InvalidAlgorithmParameterException("the parameters are not those of the key");
    }
  }
}
