// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.crypto.NoSuchPaddingException;
import org.turnlock.jca.Hash;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * The padding that the name of an RSA cipher asks for: SunJCE's names, with SunJCE's defaults.
 *
 * @param kind which padding
 * @param hash of OAEP's label where no parameters are given; null for the others
 */
public record RsaPadding(Kind kind, Hash hash) {
  /** The paddings, with the mechanism that each needs where a token has no raw RSA. */
  enum Kind {
    NONE(Ckm.RSA_X_509),
    PKCS1(Ckm.RSA_PKCS),
    OAEP(Ckm.RSA_PKCS_OAEP);

    private final long mechanism;

    Kind(long mechanism) {
      this.mechanism = mechanism;
    }
  }

  /** RSA/ECB/NoPadding. */
  public static final RsaPadding NONE = new RsaPadding(Kind.NONE, null);

  /** RSA/ECB/PKCS1Padding. */
  public static final RsaPadding PKCS1 = new RsaPadding(Kind.PKCS1, null);

  /** The hashes for which SunJCE has an OAEPWith...AndMGF1Padding, MD5 left out. */
  public static final List<Hash> NAMED_HASHES =
      List.of(
          Hash.SHA1,
          Hash.SHA224,
          Hash.SHA256,
          Hash.SHA384,
          Hash.SHA512,
          Hash.SHA512_224,
          Hash.SHA512_256);

  private static final String OAEP_WITH = "OAEPWITH";
  private static final String AND_MGF1 = "ANDMGF1PADDING";

  /** OAEP; the hash of the mask is SHA-1 unless parameters say otherwise, whatever this one is. */
  public static RsaPadding oaep(Hash hash) {
    return new RsaPadding(Kind.OAEP, hash);
  }

  /**
   * The padding of this name.
   *
   * @param mode ECB, or Bouncy Castle's NONE, which is the same
   */
  static RsaPadding named(String mode, String name) throws NoSuchPaddingException {
    String plain = name.toUpperCase(Locale.ROOT);
    return switch (plain) {
      case "NOPADDING" -> NONE;
      case "PKCS1PADDING" -> PKCS1;
      case "OAEPPADDING" -> oaep(Hash.SHA1);
      default -> {
        if (plain.startsWith(OAEP_WITH) && plain.endsWith(AND_MGF1)) {
          yield oaepWith(mode, plain.substring(OAEP_WITH.length(), plain.length() - 14));
        }
        throw new NoSuchPaddingException("RSA with " + name + " is not offered");
      }
    };
  }

  /** SunJCE and Bouncy Castle mean different masks by one name; only theirs alone are clear. */
  private static RsaPadding oaepWith(String mode, String digest) throws NoSuchPaddingException {
    Hash hash = Hash.named(digest);
    if (hash == Hash.SHA1) {
      return oaep(hash);
    }
    boolean ofSunJce = mode.equals("ECB") && NAMED_HASHES.contains(hash);
    if (!ofSunJce || !hash.digestName().equals(digest)) {
      throw new NoSuchPaddingException(
          "RSA/"
              + mode
              + " with OAEPWith"
              + digest
              + "AndMGF1Padding is not offered: it does not say which hash the mask is made with."
              + " Use RSA/ECB/OAEPPadding and an OAEPParameterSpec");
    }
    return oaep(hash);
  }

  /** Whether a token with these mechanisms can decrypt with it. */
  boolean offeredBy(Map<Long, MechanismInfo> mechanisms) {
    return decrypts(mechanisms, Ckm.RSA_X_509) || decrypts(mechanisms, kind.mechanism);
  }

  static boolean decrypts(Map<Long, MechanismInfo> mechanisms, long mechanism) {
    MechanismInfo info = mechanisms.get(mechanism);
    return info != null && info.has(Ckf.DECRYPT);
  }

  /** The padding with the parameters of an {@code init}; null for none. */
  RsaScheme scheme(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
    if (kind == Kind.OAEP) {
      return params == null ? new OaepScheme(hash, Hash.SHA1, new byte[0]) : OaepScheme.of(params);
    }
    if (params != null) {
      throw new InvalidAlgorithmParameterException(
          "RSA with "
              + (kind == Kind.NONE ? "NoPadding" : "PKCS1Padding")
              + " takes no parameters");
    }
    return kind == Kind.NONE ? RawScheme.INSTANCE : Pkcs1Scheme.INSTANCE;
  }
}
