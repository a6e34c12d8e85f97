// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** The objects of a {@link Token}: keys, certificates and data, found, made and removed. */
public interface TokenObjects extends DataObjects {
  /**
   * The token-resident private and secret keys. Objects that cannot be read whole (left behind by a
   * killed writer, or of a type unknown here) are skipped.
   */
  List<TokenKey> keys();

  /** The token-resident X.509 certificates. */
  List<TokenCertificate> certificates();

  /**
   * The token-resident keys and certificates that {@code query} names. Costs a search, not a
   * listing, where the token can search.
   */
  default TokenContents find(ObjectQuery query) {
    return new TokenContents(
        keys().stream().filter(query::matches).toList(),
        certificates().stream().filter(query::matches).toList());
  }

  /**
   * Makes a secret key.
   *
   * @param keyType CKK_AES, or CKK_GENERIC_SECRET for HMAC keys
   * @param bytes length of the key
   */
  TokenKey generateSecretKey(long keyType, int bytes, NewKey description);

  /** Makes a key pair. */
  TokenKeyPair generateKeyPair(KeyPairParameters parameters, NewKey description);

  /** Makes an RSA key pair; {@code bits} is the modulus length. */
  default TokenKeyPair generateRsaKeyPair(int bits, BigInteger publicExponent, NewKey description) {
    return generateKeyPair(new KeyPairParameters.Rsa(bits, publicExponent), description);
  }

  /**
   * Makes an EC key pair.
   *
   * @param curve DER of ECParameters: a named curve's object identifier (RFC 5480, 2.1.1)
   */
  default TokenKeyPair generateEcKeyPair(byte[] curve, NewKey description) {
    return generateKeyPair(new KeyPairParameters.Ec(curve), description);
  }

  /**
   * The bytes of a secret key that is extractable and not sensitive, for the caller to wipe.
   *
   * @throws TokenException with {@link TokenException.Reason#KEY_REFUSED} if the key hides them
   */
  byte[] value(TokenKey key);

  /**
   * Puts a copy of a software key into the token: a SecretKey with RAW encoding, an
   * RSAPrivateCrtKey or an ECPrivateKey.
   *
   * @param keyType CKK_* to give a secret key; ignored for private keys
   * @throws java.security.InvalidKeyException if the key's kind cannot be imported
   */
  TokenKey importKey(Key software, long keyType, NewKey description)
      throws java.security.InvalidKeyException;

  /** Copies a key of this token, for instance a session key to a token-resident one. */
  TokenKey copy(TokenKey key, NewKey description);

  /** Gives a key, and its public half where it has one, another label. */
  void relabel(TokenKey key, String label);

  /**
   * Gives a certificate another label.
   *
   * @return the certificate as it is now
   */
  TokenCertificate relabel(TokenCertificate certificate, String label);

  /** Removes a key, and its public half where it has one. No effect if it is gone already. */
  void destroy(TokenKey key);

  /** Removes all that has this CKA_ID: keys, public halves, certificates. No effect if none has. */
  void destroyAll(KeyId id);

  /** The public half of a private key; empty if the token does not tell it. */
  Optional<PublicKey> publicKey(TokenKey key);

  /** Keeps the public half beside a token-resident private key whose token does not tell it. */
  void addPublicKey(TokenKey key, PublicKey publicKey);

  /** Removes a certificate. No effect if it is gone already. */
  void destroy(TokenCertificate certificate);

  /**
   * Adds a token-resident certificate.
   *
   * @param label the alias, or empty for an issuer that is part of a chain only
   * @param id CKA_ID of the key that it belongs to, or empty
   */
  TokenCertificate addCertificate(X509Certificate certificate, String label, byte[] id);
}
