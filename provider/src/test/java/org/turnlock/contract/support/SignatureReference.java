// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;

/** Signatures made and checked by the JDK's own providers, and checked by Bouncy Castle. */
public final class SignatureReference {
  private SignatureReference() {}

  /** The JDK's object; Bouncy Castle's for ML-DSA, which the JDK has from 24 on. */
  public static Signature jdk(SignatureKind kind) throws GeneralSecurityException {
    String provider =
        switch (kind.family()) {
          case RSA_RAW -> "SunJCE";
          case RSA_PKCS1, RSA_PSS -> "SunRsaSign";
          default -> "SunEC";
        };
    return kind.family() == SignatureKind.Family.ML_DSA
        ? Signature.getInstance(kind.algorithm(), Reference.bouncyCastle())
        : Signature.getInstance(kind.algorithm(), Security.getProvider(provider));
  }

  public static byte[] sign(
      SignatureKind kind, PrivateKey key, AlgorithmParameterSpec parameters, byte[] message)
      throws GeneralSecurityException {
    Signature signature = jdk(kind);
    signature.initSign(key);
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.update(message);
    return signature.sign();
  }

  /** What the JDK says: true, false or an exception. */
  public static Outcome verify(
      SignatureKind kind,
      PublicKey key,
      AlgorithmParameterSpec parameters,
      byte[] message,
      byte[] value) {
    return Outcome.of(() -> verdict(verify(jdk(kind), key, parameters, message, value)));
  }

  /** True or false as an outcome. */
  public static byte[] verdict(boolean right) {
    return new byte[] {(byte) (right ? 1 : 0)};
  }

  /**
   * Bouncy Castle's verdict; it knows r | s under another name, so it is given DER. True of what it
   * does not do: raw RSA without a DigestInfo, EdDSA with parameters, PSS with two hashes or
   * SHA-512/t.
   */
  public static boolean bouncyCastleVerifies(
      SignatureKind kind,
      PublicKey key,
      AlgorithmParameterSpec parameters,
      byte[] message,
      byte[] value)
      throws GeneralSecurityException {
    if (kind.family() == SignatureKind.Family.ECDSA_P1363) {
      return bouncyCastleVerifies(kind.asDer(), key, parameters, message, der(value));
    }
    if (kind.family() == SignatureKind.Family.RSA_RAW
        || parameters instanceof EdDSAParameterSpec form
            && (form.isPrehash() || form.getContext().isPresent())
        || parameters instanceof PSSParameterSpec pss
            && pss.getMGFParameters() instanceof MGF1ParameterSpec mask
            && (mask.getDigestAlgorithm().contains("/")
                || !mask.getDigestAlgorithm().equals(pss.getDigestAlgorithm()))) {
      return true;
    }
    String name = kind.algorithm().replaceFirst("SHA512/(\\d+)", "SHA512($1)");
    Signature signature = Signature.getInstance(name, Reference.bouncyCastle());
    AlgorithmParameterSpec taken = parameters instanceof EdDSAParameterSpec ? null : parameters;
    return verify(signature, key, taken, message, value);
  }

  private static boolean verify(
      Signature signature,
      PublicKey key,
      AlgorithmParameterSpec parameters,
      byte[] message,
      byte[] value)
      throws GeneralSecurityException {
    signature.initVerify(key);
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.update(message);
    return signature.verify(value);
  }

  /** r | s as DER. */
  private static byte[] der(byte[] value) {
    int half = value.length / 2;
    return der(
        new BigInteger(1, Arrays.copyOf(value, half)),
        new BigInteger(1, Arrays.copyOfRange(value, half, value.length)));
  }

  /** The DER of two integers. */
  public static byte[] der(BigInteger r, BigInteger s) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(tagged(0x02, r.toByteArray()));
    content.writeBytes(tagged(0x02, s.toByteArray()));
    return tagged(0x30, content.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length > 0x7F) {
      out.write(0x81);
    }
    out.write(content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }
}
