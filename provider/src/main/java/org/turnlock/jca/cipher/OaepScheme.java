// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.turnlock.jca.Hash;
import org.turnlock.jca.Mgf1;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.token.Token;

/** RSAES-OAEP (RFC 8017, section 7.1) with one hash for the label, and one for the mask. */
final class OaepScheme implements RsaScheme {
  private static final String MGF1 = "MGF1";

  private final Hash hash;
  private final Hash maskHash;
  private final byte[] label;
  private final byte[] labelHash;

  OaepScheme(Hash hash, Hash maskHash, byte[] label) {
    this.hash = hash;
    this.maskHash = maskHash;
    this.label = label.clone();
    this.labelHash = SoftwarePeers.digest(hash.digestName()).digest(label);
  }

  /** What {@code params} say, which must be an OAEPParameterSpec. */
  static OaepScheme of(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
    if (!(params instanceof OAEPParameterSpec oaep)) {
      throw new InvalidAlgorithmParameterException(
          "RSA with OAEP takes an OAEPParameterSpec, not a " + params.getClass().getName());
    }
    if (!oaep.getMGFAlgorithm().equalsIgnoreCase(MGF1)
        || !(oaep.getMGFParameters() instanceof MGF1ParameterSpec mgf)) {
      throw new InvalidAlgorithmParameterException(
          "RSA with OAEP: the only mask function is MGF1, with an MGF1ParameterSpec");
    }
    if (!(oaep.getPSource() instanceof PSource.PSpecified source)) {
      throw new InvalidAlgorithmParameterException(
          "RSA with OAEP: the only source of a label is PSource.PSpecified");
    }
    return new OaepScheme(
        hash(oaep.getDigestAlgorithm()), hash(mgf.getDigestAlgorithm()), source.getValue());
  }

  private static Hash hash(String name) throws InvalidAlgorithmParameterException {
    Hash hash = Hash.named(name);
    if (hash == null) {
      throw new InvalidAlgorithmParameterException("RSA with OAEP: no digest " + name + " here");
    }
    return hash;
  }

  @Override
  public String transformation() {
    return "RSA/ECB/OAEPPadding";
  }

  @Override
  public int overhead() {
    return 2 * hash.length() + 2;
  }

  @Override
  public boolean tellsWrongKeys() {
    return true;
  }

  @Override
  public Mechanism mechanism() {
    return Mechanism.rsaOaep(hash.mechanism(), maskHash.mgf(), label);
  }

  @Override
  public boolean takenBy(Token token) {
    return maskHash.mgf() != Hash.NO_MECHANISM && token.mayTake(mechanism());
  }

  /** SunJCE refuses a key that is too short for one byte of data, too. */
  @Override
  public void check(int modulusBytes, boolean backwards) throws InvalidKeyException {
    if (backwards) {
      throw new InvalidKeyException(
          "with OAEP a public key encrypts and a private key decrypts, not the other way round");
    }
    if (modulusBytes <= overhead()) {
      throw new InvalidKeyException(
          "the key is too short for OAEP with "
              + hash.digestName()
              + ": "
              + modulusBytes
              + " bytes, but more than "
              + overhead()
              + " are needed");
    }
  }

  @Override
  public OAEPParameterSpec parameters() {
    return new OAEPParameterSpec(
        hash.digestName(),
        MGF1,
        new MGF1ParameterSpec(maskHash.digestName()),
        label.length == 0 ? PSource.PSpecified.DEFAULT : new PSource.PSpecified(label));
  }

  /** 00 | masked seed | masked (hash of the label | zeros | 01 | message). */
  @Override
  public int messageStart(byte[] block) {
    int seed = 1;
    int data = seed + hash.length();
    Mgf1 mgf = new Mgf1(maskHash);
    mgf.mask(block, data, block.length, seed, data);
    mgf.mask(block, seed, data, data, block.length);
    int wrong = block[0];
    for (int i = 0; i < labelHash.length; i++) {
      wrong |= block[data + i] ^ labelHash[i];
    }
    int start = 0;
    int searching = -1;
    for (int i = data + labelHash.length; i < block.length; i++) {
      int value = block[i] & 0xff;
      int isZero = (value - 1) >> 31;
      int isOne = ((value ^ 1) - 1) >> 31;
      start |= (i + 1) & isOne & searching;
      wrong |= ~isZero & ~isOne & searching;
      searching &= isZero;
    }
    wrong |= searching;
    int ok = ~((wrong | -wrong) >> 31);
    return (start & ok) | ~ok;
  }

  @Override
  public byte[] signatureBlock(byte[] data, int modulusBytes) {
    throw new IllegalStateException("OAEP makes no signatures");
  }

  @Override
  public String toString() {
    return "RSA with OAEP of "
        + hash.digestName()
        + (label.length == 0 ? "" : " with a label")
        + " and MGF1 of "
        + maskHash.digestName();
  }
}
