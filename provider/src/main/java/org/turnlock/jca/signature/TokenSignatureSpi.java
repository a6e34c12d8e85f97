// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.Arrays;
import org.turnlock.jca.Hash;
import org.turnlock.jca.Hashing;
import org.turnlock.jca.ImportedKeys;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.KeyUsage;

/**
 * What the signatures have in common: private keys sign in their token, public keys verify in
 * software. A subclass checks keys and chooses mechanisms.
 */
abstract class TokenSignatureSpi extends SignatureSpi {
  private static final int PIECE = 8 * 1024;

  final KeyOperations operations;
  private final ImportedKeys imported;
  private final long keyType;
  private final Hashing hashing;
  private Signer signer;
  private Verifier verifier;
  private Hash hashed;
  private MessageDigest digest;

  /**
   * @param keyType CKK_* of the private keys
   */
  TokenSignatureSpi(JcaContext context, long keyType) {
    this.operations = context.operations();
    this.imported = new ImportedKeys(context);
    this.keyType = keyType;
    this.hashing = context.hashing();
  }

  /** A signer for a key; {@code key} may be null or anything. */
  abstract Signer signerFor(PrivateKey key) throws InvalidKeyException;

  /** A verifier for a key, which is not null. */
  abstract Verifier verifierFor(PublicKey key) throws InvalidKeyException;

  /** Brings the token's signature into the form that the algorithm's name promises. */
  byte[] encode(byte[] signature) {
    return signature;
  }

  /** Whether the key's own token can sign with {@code mechanism}. */
  static boolean signs(TokenPrivateKey key, long mechanism) {
    MechanismInfo info = key.tokenKey().token().mechanisms().get(mechanism);
    return info != null && info.has(Ckf.SIGN);
  }

  /**
   * Whether the token is to hash: it must, or it can and should.
   *
   * @param ofMessage mechanism over the message
   * @param ofDigest mechanism over its digest
   */
  final boolean hashesOnToken(TokenPrivateKey key, long ofMessage, long ofDigest) {
    return !signs(key, ofDigest) || hashing == Hashing.ON_TOKEN && signs(key, ofMessage);
  }

  /** The digest of this object's messages; whoever is set next finds it reset. */
  final MessageDigest digest(Hash hash) {
    if (hash != hashed) {
      digest = SoftwarePeers.digest(hash.digestName());
      hashed = hash;
    }
    return digest;
  }

  /** The current signer, or null while verifying. */
  Signer signer() throws SignatureException {
    return signer;
  }

  /** The current verifier, or null while signing. */
  final Verifier verifier() {
    return verifier;
  }

  /** Whether part of a message has been taken, to be signed or verified. */
  final boolean begun() throws SignatureException {
    return verifier != null ? verifier.begun() : signer != null && signer.begun();
  }

  /** Goes on with another signer, or none; an unfinished message of the old one is dropped. */
  final void setSigner(Signer next) {
    if (signer != null) {
      signer.reset();
    }
    if (digest != null) {
      digest.reset();
    }
    signer = next;
    verifier = null;
  }

  /** Goes on with another verifier; an unfinished message is dropped. */
  final void setVerifier(Verifier next) {
    setSigner(null);
    verifier = next;
  }

  @Override
  protected final void engineInitSign(PrivateKey key) throws InvalidKeyException {
    Key own = imported.take(key, keyType, KeyUsage.SIGN);
    setSigner(
        signerFor(
            own instanceof TokenPrivateKey given
                ? operations.forNewWork(given, KeyUsage.SIGN)
                : (PrivateKey) own));
  }

  @Override
  protected final void engineInitVerify(PublicKey key) throws InvalidKeyException {
    if (key == null) {
      throw new InvalidKeyException("no public key given");
    }
    setVerifier(verifierFor(key));
    imported.release();
  }

  @Override
  protected final void engineUpdate(byte input) throws SignatureException {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected final void engineUpdate(byte[] input, int offset, int length)
      throws SignatureException {
    if (verifier != null) {
      verifier.update(input, offset, length);
    } else {
      signer().update(ByteBuffer.wrap(input, offset, length));
    }
  }

  @Override
  protected final void engineUpdate(ByteBuffer input) {
    try {
      if (verifier != null) {
        updateVerifier(input);
      } else {
        signer().update(input);
      }
    } catch (SignatureException e) {
      throw new ProviderException(e.getMessage(), e);
    }
  }

  private void updateVerifier(ByteBuffer input) throws SignatureException {
    byte[] piece = new byte[Math.min(PIECE, input.remaining())];
    while (input.hasRemaining()) {
      int length = Math.min(piece.length, input.remaining());
      input.get(piece, 0, length);
      engineUpdate(piece, 0, length);
    }
  }

  @Override
  protected final byte[] engineSign() throws SignatureException {
    return encode(signer().sign());
  }

  @Override
  protected final boolean engineVerify(byte[] signature) throws SignatureException {
    return verifier.verify(signature);
  }

  @Override
  protected final boolean engineVerify(byte[] signature, int offset, int length)
      throws SignatureException {
    return engineVerify(Arrays.copyOfRange(signature, offset, offset + length));
  }

  /** None, unless the algorithm has some: keytool asks after every initSign. */
  @Override
  protected AlgorithmParameters engineGetParameters() {
    return null;
  }

  @Override
  @Deprecated
  protected final void engineSetParameter(String name, Object value) {
    throw new UnsupportedOperationException("parameters are set as AlgorithmParameterSpec");
  }

  @Override
  @Deprecated
  protected final Object engineGetParameter(String name) {
    throw new UnsupportedOperationException("parameters are got as AlgorithmParameters");
  }
}
