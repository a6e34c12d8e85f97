// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.crypto.KeyAgreement;
import org.bouncycastle.util.BigIntegers;

/**
 * Keys of one kind for key agreement, as software: a curve, X25519, X448, or a Diffie-Hellman group.
 */
public record AgreementKeys(String kind) {
  private static final Set<String> IN_JDK = Set.of("secp256r1", "secp384r1", "secp521r1");

  /** The kinds, of which a backend's {@code missing} may name some. */
  public static List<AgreementKeys> all() {
    return List.of(
            "secp224r1",
            "secp256r1",
            "secp384r1",
            "secp521r1",
            "secp256k1",
            "brainpoolP256r1",
            "brainpoolP384r1",
            "brainpoolP512r1",
            "X25519",
            "X448",
            "DH")
        .stream()
        .map(AgreementKeys::new)
        .toList();
  }

  public boolean ec() {
    return !montgomery() && !diffieHellman();
  }

  public boolean montgomery() {
    return kind.startsWith("X");
  }

  public boolean diffieHellman() {
    return kind.equals("DH");
  }

  /** The name of the KeyAgreement. */
  public String algorithm() {
    return ec() ? "ECDH" : kind;
  }

  public KeyPair generate() throws GeneralSecurityException {
    if (diffieHellman()) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("DH", "SunJCE");
      generator.initialize(2048);
      return generator.generateKeyPair();
    }
    if (montgomery()) {
      return KeyPairGenerator.getInstance(kind, "SunEC").generateKeyPair();
    }
    KeyPairGenerator generator =
        IN_JDK.contains(kind)
            ? KeyPairGenerator.getInstance("EC", "SunEC")
            : KeyPairGenerator.getInstance("EC", Reference.bouncyCastle());
    generator.initialize(new ECGenParameterSpec(kind));
    return generator.generateKeyPair();
  }

  /** Bouncy Castle's result. */
  public byte[] reference(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
    KeyFactory factory =
        KeyFactory.getInstance(
            montgomery() ? kind : ec() ? "EC" : "DH", Reference.bouncyCastle());
    KeyAgreement agreement = KeyAgreement.getInstance(algorithm(), Reference.bouncyCastle());
    agreement.init((PrivateKey) factory.translateKey(own));
    agreement.doPhase(factory.translateKey(peer), true);
    return agreement.generateSecret();
  }

  /** The private key with this value: a number, or RFC 7748's bytes. */
  public PrivateKey privateKey(byte[] value) throws GeneralSecurityException {
    return montgomery()
        ? factory().generatePrivate(new XECPrivateKeySpec(new NamedParameterSpec(kind), value))
        : factory().generatePrivate(new ECPrivateKeySpec(new BigInteger(1, value), curve()));
  }

  /** The public key with this value: an uncompressed point, or RFC 7748's bytes. */
  public PublicKey publicKey(byte[] value) throws GeneralSecurityException {
    return montgomery() ? montgomeryKey(value) : factory().generatePublic(
        new ECPublicKeySpec(point(value), curve()));
  }

  private PublicKey montgomeryKey(byte[] value) throws GeneralSecurityException {
    byte[] bigEndian = org.bouncycastle.util.Arrays.reverse(value);
    if (kind.equals("X25519")) {
      bigEndian[0] &= 0x7f;
    }
    return factory()
        .generatePublic(
            new XECPublicKeySpec(new NamedParameterSpec(kind), new BigInteger(1, bigEndian)));
  }

  private static ECPoint point(byte[] value) {
    int half = value.length / 2;
    return new ECPoint(
        BigIntegers.fromUnsignedByteArray(value, 1, half),
        new BigInteger(1, Arrays.copyOfRange(value, 1 + half, value.length)));
  }

  private KeyFactory factory() throws GeneralSecurityException {
    if (montgomery()) {
      return KeyFactory.getInstance(kind, "SunEC");
    }
    return IN_JDK.contains(kind)
        ? KeyFactory.getInstance("EC", "SunEC")
        : KeyFactory.getInstance("EC", Reference.bouncyCastle());
  }

  /** The curve's parameters. */
  public ECParameterSpec curve() throws GeneralSecurityException {
    AlgorithmParameters parameters =
        IN_JDK.contains(kind)
            ? AlgorithmParameters.getInstance("EC", "SunEC")
            : AlgorithmParameters.getInstance("EC", Reference.bouncyCastle());
    parameters.init(new ECGenParameterSpec(kind));
    return parameters.getParameterSpec(ECParameterSpec.class);
  }

  @Override
  public String toString() {
    return kind;
  }
}
