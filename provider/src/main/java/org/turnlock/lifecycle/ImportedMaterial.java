// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.StringJoiner;
import javax.crypto.SecretKey;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.NewKey;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.PublicHalf;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/** A software key of which the token gets a copy. */
final class ImportedMaterial implements VersionMaterial<InvalidKeyException> {
  private final TokenObjects objects;
  private final Key software;

  ImportedMaterial(TokenObjects objects, Key software) {
    this.objects = objects;
    this.software = software;
  }

  /**
   * Fails if the key is not of the kind that all versions of the managed key are.
   *
   * @throws InvalidKeyException that says what it is, and what it should be
   */
  void requireFits(ManagedKeyKind kind) throws InvalidKeyException {
    if (software instanceof TokenBackedKey) {
      throw new InvalidKeyException(
          "the key is in a token: its bytes cannot be imported; adopt it, or unwrap it");
    }
    if (software instanceof SecretKey secret && !kind.isPair()) {
      requireFits(kind, secret);
    } else if (software instanceof PrivateKey privateKey && kind.isPair()) {
      PrivateKeyParts parts = PrivateKeyParts.of(privateKey);
      parts.wipe();
      requireFits(kind, parts);
    } else {
      throw wrong(kind, software == null ? "no key" : "a key for " + software.getAlgorithm());
    }
  }

  private static void requireFits(ManagedKeyKind kind, SecretKey secret)
      throws InvalidKeyException {
    String name = secret.getAlgorithm();
    boolean named =
        name.equalsIgnoreCase(kind.algorithm())
            || (!kind.algorithm().equals(ManagedKinds.AES) && SecretAlgorithms.isGeneric(name));
    if (!named) {
      throw wrong(kind, "a key for " + name);
    }
    byte[] value = "RAW".equals(secret.getFormat()) ? secret.getEncoded() : null;
    if (value == null) {
      throw new InvalidKeyException("the key's provider does not give its bytes: " + name);
    }
    int bits = value.length * Byte.SIZE;
    Arrays.fill(value, (byte) 0);
    if (bits != kind.bits()) {
      throw wrong(kind, name + "-" + bits);
    }
  }

  /**
   * The kind that a managed key of this key alone is.
   *
   * @param spec says which HMAC a generic secret is for; what else it says of the kind must be so
   */
  ManagedKeyKind kind(ManagedKeySpec spec) throws InvalidKeyException {
    ManagedKeyKind kind =
        software instanceof PrivateKey privateKey ? kind(privateKey) : kind(spec, software);
    boolean asked =
        (spec.algorithm().isEmpty()
                || ManagedKinds.nameOf(spec.algorithm()).equals(kind.algorithm()))
            && (spec.curve().isEmpty()
                || NamedCurves.standardName(spec.curve()).equals(kind.curve()))
            && (spec.size().isEmpty()
                || spec.size().getAsInt() == kind.bits()
                || !kind.curve().isEmpty()
                    && NamedCurves.ofBits(spec.size().getAsInt()).equals(kind.curve()));
    if (!asked) {
      throw new InvalidKeyException("the key is " + kind + ", not as asked for: " + asked(spec));
    }
    requireFits(kind);
    return kind;
  }

  private static String asked(ManagedKeySpec spec) {
    StringJoiner text = new StringJoiner(", ");
    if (!spec.algorithm().isEmpty()) {
      text.add(spec.algorithm());
    }
    spec.size().ifPresent(bits -> text.add(bits + " bits"));
    if (!spec.curve().isEmpty()) {
      text.add(spec.curve());
    }
    return text.toString();
  }

  private static ManagedKeyKind kind(ManagedKeySpec spec, Key key) throws InvalidKeyException {
    byte[] value = "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
    if (value == null) {
      throw new InvalidKeyException("the key's provider does not give its bytes");
    }
    int bits = value.length * Byte.SIZE;
    Arrays.fill(value, (byte) 0);
    String name = spec.algorithm().isEmpty() ? key.getAlgorithm() : spec.algorithm();
    return new ManagedKeyKind(ManagedKinds.nameOf(name), bits, "");
  }

  private static ManagedKeyKind kind(PrivateKey key) throws InvalidKeyException {
    PrivateKeyParts parts = PrivateKeyParts.of(key);
    parts.wipe();
    ManagedKeyKind kind = kindOf(parts);
    if (kind == null || !kind.isPair()) {
      throw new InvalidKeyException("there are no managed keys of " + key.getAlgorithm());
    }
    return kind;
  }

  private static void requireFits(ManagedKeyKind kind, PrivateKeyParts parts)
      throws InvalidKeyException {
    ManagedKeyKind given = kindOf(parts);
    if (!kind.equals(given)) {
      throw wrong(kind, given == null ? "a key of another kind" : given.toString());
    }
  }

  /** Null for a kind that is never managed. */
  private static ManagedKeyKind kindOf(PrivateKeyParts parts) throws InvalidKeyException {
    ManagedKeyKind given = null;
    if (parts instanceof PrivateKeyParts.Rsa rsa) {
      given = new ManagedKeyKind(ManagedKinds.RSA, rsa.modulus().bitLength(), "");
    } else if (parts instanceof PrivateKeyParts.Ec ec) {
      given = new ManagedKeyKind(ManagedKinds.EC, 0, NamedCurves.nameOf(ec.curve()));
    } else if (parts instanceof PrivateKeyParts.Rfc8410 key) {
      given =
          new ManagedKeyKind(
              key.curve() == Rfc8410Curve.ED25519 ? ManagedKinds.ED25519 : key.curve().jcaName(),
              0,
              "");
    }
    return given;
  }

  private static InvalidKeyException wrong(ManagedKeyKind kind, String given) {
    return new InvalidKeyException("the managed key's versions are " + kind + ", not " + given);
  }

  @Override
  public Made make(ManagedKeyKind kind, NewKey description) throws InvalidKeyException {
    requireFits(kind);
    TokenKey key =
        objects.importKey(software, SecretAlgorithms.keyTypeOf(kind.algorithm()), description);
    if (!kind.isPair()) {
      return new Made(key, Optional.empty());
    }
    Optional<PublicKey> told = objects.publicKey(key);
    if (told.isPresent()) {
      return new Made(key, told);
    }
    PublicKey half = publicHalf((PrivateKey) software);
    objects.addPublicKey(key, half);
    return new Made(key, Optional.of(half));
  }

  private static PublicKey publicHalf(PrivateKey key) throws InvalidKeyException {
    PrivateKeyParts parts = PrivateKeyParts.of(key);
    try {
      return PublicHalf.of(parts)
          .orElseThrow(() -> new InvalidKeyException("the key's public half cannot be told"));
    } finally {
      parts.wipe();
    }
  }
}
