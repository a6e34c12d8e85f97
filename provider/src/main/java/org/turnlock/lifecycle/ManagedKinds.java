// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.UseLimits;
import org.turnlock.token.KeyUsage;

/** The kinds of key that can be managed: their names, sizes and uses. */
final class ManagedKinds {
  static final String AES = "AES";
  static final String RSA = "RSA";
  static final String EC = "EC";
  static final String ED25519 = "Ed25519";

  private static final Set<Integer> AES_BITS = Set.of(128, 192, 256);
  private static final int DEFAULT_AES_BITS = 256;
  private static final int SMALLEST_RSA_BITS = 2048;
  private static final int DEFAULT_RSA_BITS = 3072;
  private static final int LARGEST_RSA_BITS = 4096;
  private static final int SMALLEST_HMAC_BITS = 128;
  private static final int LARGEST_HMAC_BITS = 8192;
  private static final String DEFAULT_CURVE = "secp256r1";

  /** HMACs, with the length of the digest, which is their keys' where none is given. */
  private static final Map<String, Integer> HMACS =
      new TreeMap<>(
          Map.of(
              "HmacSHA1", 160,
              "HmacSHA224", 224,
              "HmacSHA256", 256,
              "HmacSHA384", 384,
              "HmacSHA512", 512,
              "HmacSHA3-224", 224,
              "HmacSHA3-256", 256,
              "HmacSHA3-384", 384,
              "HmacSHA3-512", 512));

  private static final Set<KeyUsage> SIGNATURE = Set.of(KeyUsage.SIGN, KeyUsage.VERIFY);
  private static final Set<KeyUsage> AGREEMENT =
      Set.of(KeyUsage.SIGN, KeyUsage.VERIFY, KeyUsage.DERIVE);
  private static final Set<KeyUsage> EVERYTHING =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(KeyUsage.ENCAPSULATE, KeyUsage.DECAPSULATE)));
  private static final Set<KeyUsage> TRANSPORT =
      Set.of(
          KeyUsage.ENCRYPT,
          KeyUsage.DECRYPT,
          KeyUsage.WRAP,
          KeyUsage.UNWRAP,
          KeyUsage.SIGN,
          KeyUsage.VERIFY);

  private ManagedKinds() {}

  /**
   * The kind that a specification asks for; AES of 256 bits where it says nothing.
   *
   * @throws IllegalArgumentException if there is no such kind, or the key cannot do what is asked
   */
  static ManagedKeyKind of(ManagedKeySpec spec) {
    String algorithm = spec.algorithm().isEmpty() ? AES : nameOf(spec.algorithm());
    ManagedKeyKind kind =
        switch (algorithm) {
          case AES -> sized(spec, algorithm, DEFAULT_AES_BITS, AES_BITS::contains, "128, 192, 256");
          case RSA ->
              sized(
                  spec,
                  algorithm,
                  DEFAULT_RSA_BITS,
                  bits -> wholeBytes(bits, SMALLEST_RSA_BITS, LARGEST_RSA_BITS),
                  "2048 to 4096");
          case EC -> curve(spec);
          case ED25519 -> withoutSize(spec);
          default ->
              sized(
                  spec,
                  algorithm,
                  HMACS.get(algorithm),
                  bits -> wholeBytes(bits, SMALLEST_HMAC_BITS, LARGEST_HMAC_BITS),
                  "128 to 8192, in whole bytes");
        };
    requireUsages(kind, spec.usages());
    return kind;
  }

  private static boolean wholeBytes(int bits, int least, int most) {
    return bits >= least && bits <= most && bits % Byte.SIZE == 0;
  }

  /** The name as records hold it. */
  static String nameOf(String jcaName) {
    String upper = jcaName.toUpperCase(Locale.ROOT);
    switch (upper) {
      case "AES", "RSA", "EC" -> {
        return upper;
      }
      case "ED25519", "EDDSA" -> {
        return ED25519;
      }
      default -> {
        for (String hmac : HMACS.keySet()) {
          if (hmac.equalsIgnoreCase(jcaName)) {
            return hmac;
          }
        }
      }
    }
    throw new IllegalArgumentException(
        "no managed keys of the kind "
            + jcaName
            + "; there are AES, RSA, EC, Ed25519 and "
            + String.join(", ", HMACS.keySet()));
  }

  private static ManagedKeyKind sized(
      ManagedKeySpec spec, String algorithm, int otherwise, IntPredicate allowed, String list) {
    requireNoCurve(spec, algorithm);
    int bits = spec.size().orElse(otherwise);
    if (!allowed.test(bits)) {
      throw new IllegalArgumentException(
          "no managed " + algorithm + " keys of " + bits + " bits; allowed: " + list);
    }
    return new ManagedKeyKind(algorithm, bits, "");
  }

  private static ManagedKeyKind curve(ManagedKeySpec spec) {
    if (spec.size().isPresent() && !spec.curve().isEmpty()) {
      throw new IllegalArgumentException("an EC key has a size or a curve, not both");
    }
    String name = spec.curve();
    if (name.isEmpty()) {
      name = spec.size().isPresent() ? NamedCurves.ofBits(spec.size().getAsInt()) : DEFAULT_CURVE;
    }
    return new ManagedKeyKind(EC, 0, NamedCurves.standardName(name));
  }

  private static ManagedKeyKind withoutSize(ManagedKeySpec spec) {
    if (spec.size().isPresent()) {
      throw new IllegalArgumentException("an Ed25519 key has no size of its own");
    }
    requireNoCurve(spec, ED25519);
    return new ManagedKeyKind(ED25519, 0, "");
  }

  private static void requireNoCurve(ManagedKeySpec spec, String algorithm) {
    if (!spec.curve().isEmpty()) {
      throw new IllegalArgumentException("only EC keys have a curve, not " + algorithm);
    }
  }

  /**
   * @throws IllegalArgumentException if a key of this kind has no such use
   */
  static void requireUsages(ManagedKeyKind kind, Set<KeyUsage> wanted) {
    Set<KeyUsage> possible = possible(kind);
    if (!possible.containsAll(wanted)) {
      Set<KeyUsage> wrong = EnumSet.copyOf(wanted);
      wrong.removeAll(possible);
      throw new IllegalArgumentException(
          kind + " keys have no use " + wrong + "; allowed: " + EnumSet.copyOf(possible));
    }
  }

  private static Set<KeyUsage> possible(ManagedKeyKind kind) {
    return switch (kind.algorithm()) {
      case AES -> EVERYTHING;
      case RSA -> TRANSPORT;
      case ED25519 -> SIGNATURE;
      default -> AGREEMENT;
    };
  }

  /** What a key may do where nothing is said of it. */
  static Set<KeyUsage> defaultUsages(ManagedKeyKind kind) {
    return switch (kind.algorithm()) {
      case AES, RSA -> TRANSPORT;
      case EC -> AGREEMENT;
      default -> SIGNATURE;
    };
  }

  /** How much a version may do where nothing is said of it. */
  static UseLimits defaultLimits(ManagedKeyKind kind) {
    return kind.algorithm().equals(AES) ? UseLimits.RANDOM_IVS : UseLimits.NONE;
  }

  /** Whether there are keys of this kind, which a record may name that was written elsewhere. */
  static boolean isKnown(ManagedKeyKind kind) {
    return switch (kind.algorithm()) {
      case AES -> AES_BITS.contains(kind.bits());
      case EC -> NamedCurves.isKnown(kind.curve());
      case RSA, ED25519 -> true;
      default -> HMACS.containsKey(kind.algorithm()) && kind.bits() > 0;
    };
  }

  /** Whether new keys of this kind are still made. */
  static boolean isStrongEnough(ManagedKeyKind kind) {
    return !kind.algorithm().equals(RSA) || kind.bits() >= SMALLEST_RSA_BITS;
  }
}
