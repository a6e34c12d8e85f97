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
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPrivateKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.bouncycastle.crypto.agreement.DHStandardGroups;
import org.bouncycastle.crypto.params.DHParameters;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.util.BigIntegers;

/**
 * Keys of one kind for key agreement, as software: a curve, X25519, X448, or a Diffie-Hellman
 * group.
 */
public record AgreementKeys(String kind) {
  private static final Set<String> IN_JDK = Set.of("secp256r1", "secp384r1", "secp521r1");

  private static final DHParameters GROUP = DHStandardGroups.rfc7919_ffdhe2048;
  private static final Map<String, KeyPair> PEERS = new ConcurrentHashMap<>();

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

  /** One of the other sides: made once in a JVM. */
  public KeyPair peer(int index) {
    return PEERS.computeIfAbsent(kind + index, name -> generated());
  }

  private KeyPair generated() {
    try {
      return generate();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public KeyPair generate() throws GeneralSecurityException {
    if (diffieHellman()) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("DH", "SunJCE");
      generator.initialize(new DHParameterSpec(GROUP.getP(), GROUP.getG(), 256));
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
        KeyFactory.getInstance(montgomery() ? kind : ec() ? "EC" : "DH", Reference.bouncyCastle());
    KeyAgreement agreement = KeyAgreement.getInstance(algorithm(), Reference.bouncyCastle());
    agreement.init(factory.generatePrivate(new PKCS8EncodedKeySpec(own.getEncoded())));
    agreement.doPhase(factory.generatePublic(new X509EncodedKeySpec(peer.getEncoded())), true);
    return agreement.generateSecret();
  }

  /** A public key whose secret with {@code own} begins with zeros: computed backwards from it. */
  public PublicKey peerForZeros(PrivateKey own) throws GeneralSecurityException {
    if (own instanceof ECPrivateKey ec) {
      ECCurve curve = EC5Util.convertCurve(ec.getParams().getCurve());
      BigInteger n = ec.getParams().getOrder();
      ECPoint point =
          EC5Util.convertPoint(smallPoint(curve).multiply(ec.getS().modInverse(n)).normalize());
      return factory().generatePublic(new ECPublicKeySpec(point, ec.getParams()));
    }
    DHPrivateKey key = (DHPrivateKey) own;
    BigInteger p = key.getParams().getP();
    BigInteger q = p.shiftRight(1); // the prime is a safe one
    BigInteger y = BigInteger.valueOf(4).modPow(key.getX().modInverse(q), p);
    return KeyFactory.getInstance("DH", "SunJCE")
        .generatePublic(new DHPublicKeySpec(y, p, key.getParams().getG()));
  }

  /** Whether the curve has points whose plain form begins as a DER OCTET STRING does. */
  public boolean hasPointsLikeDer() {
    return ec() && !kind.equals("secp521r1");
  }

  /** A public key whose point, 04 X Y, can be read as a DER OCTET STRING: tag 04, then a length. */
  public PublicKey peerLikeDer() throws GeneralSecurityException {
    ECCurve curve = EC5Util.convertCurve(curve().getCurve());
    byte[] compressed = new byte[1 + (curve.getFieldSize() + 7) / 8];
    compressed[1] = (byte) (2 * (compressed.length - 1) - 1);
    ECPoint point = EC5Util.convertPoint(pointNear(curve, compressed).normalize());
    return factory().generatePublic(new ECPublicKeySpec(point, curve()));
  }

  private static org.bouncycastle.math.ec.ECPoint smallPoint(ECCurve curve) {
    return pointNear(curve, new byte[1 + (curve.getFieldSize() + 7) / 8]);
  }

  private static org.bouncycastle.math.ec.ECPoint pointNear(ECCurve curve, byte[] compressed) {
    compressed[0] = 2;
    for (int x = 1; ; x++) {
      compressed[compressed.length - 1] = (byte) x;
      try {
        return curve.decodePoint(compressed);
      } catch (IllegalArgumentException noPointThere) {
        continue;
      }
    }
  }

  /** The private key with this value: a number, or RFC 7748's bytes. */
  public PrivateKey privateKey(byte[] value) throws GeneralSecurityException {
    return montgomery()
        ? factory().generatePrivate(new XECPrivateKeySpec(new NamedParameterSpec(kind), value))
        : factory().generatePrivate(new ECPrivateKeySpec(new BigInteger(1, value), curve()));
  }

  /** The public key with this value: an uncompressed point, or RFC 7748's bytes. */
  public PublicKey publicKey(byte[] value) throws GeneralSecurityException {
    return montgomery()
        ? montgomeryKey(value)
        : factory().generatePublic(new ECPublicKeySpec(point(value), curve()));
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
