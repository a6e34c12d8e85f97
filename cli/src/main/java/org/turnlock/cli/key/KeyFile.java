// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.cli.console.Failure;

/** The content of a key's file. */
final class KeyFile {
  private static final Map<String, Integer> DEFAULT_BITS =
      Map.of("AES", 256, "HMACSHA1", 160, "HMACSHA224", 224, "HMACSHA384", 384, "HMACSHA512", 512);
  private static final int OTHER_DEFAULT_BITS = 256;
  private static final byte SEQUENCE = 0x30;

  private final byte[] content;
  private final KeyType expected;
  private final String entry;
  private final Supplier<char[]> password;

  /**
   * @param expected the kind that the key is to be; null if it is not known
   * @param entry of a PKCS #12 file; null for its only one
   */
  KeyFile(byte[] content, KeyType expected, String entry, Supplier<char[]> password) {
    this.content = content;
    this.expected = expected;
    this.entry = entry;
    this.password = password;
  }

  /**
   * What a file gives.
   *
   * @param chain the key's certificate and its issuers; empty for none
   */
  record Found(Key key, List<X509Certificate> chain) {
    Found(Key key) {
      this(key, List.of());
    }

    /** What the key says of itself. */
    KeyType type() throws GeneralSecurityException {
      return typeOf(key);
    }
  }

  /**
   * The key.
   *
   * @param given null to find out
   */
  Found key(KeyFileFormat given) throws GeneralSecurityException {
    KeyFileFormat format = given == null ? found() : given;
    return switch (format) {
      case PEM -> new Found(new PrivateKeyFile(password).fromPem(content));
      case DER -> new Found(new PrivateKeyFile(password).fromDer(content));
      case PKCS12 -> new Pkcs12File(password, entry).key(content);
      case RAW -> new Found(secret(content));
      case HEX -> new Found(hex());
    };
  }

  private KeyFileFormat found() {
    if (PrivateKeyFile.isPem(content)) {
      return KeyFileFormat.PEM;
    }
    if (expected != null && isSecret(expected)) {
      if (content.length * Byte.SIZE == bits(expected)) {
        return KeyFileFormat.RAW;
      }
      return isHex() ? KeyFileFormat.HEX : isSequence() ? KeyFileFormat.PKCS12 : KeyFileFormat.RAW;
    }
    if (isSequence()) {
      return Pkcs12File.isOne(content) ? KeyFileFormat.PKCS12 : KeyFileFormat.DER;
    }
    throw new Failure(
        "what the file holds cannot be told: --type says which kind of secret key it is, --format"
            + " how the file holds it");
  }

  private boolean isSequence() {
    return content.length > 2 && content[0] == SEQUENCE;
  }

  private boolean isHex() {
    for (byte one : content) {
      if (Character.digit(one, 16) < 0 && !Character.isWhitespace(one)) {
        return false;
      }
    }
    return true;
  }

  private Key hex() {
    char[] digits = new char[content.length];
    int count = 0;
    for (byte one : content) {
      if (!Character.isWhitespace(one)) {
        digits[count++] = (char) one;
      }
    }
    byte[] value = {};
    try {
      value = HexFormat.of().parseHex(digits, 0, count);
      return secret(value);
    } catch (IllegalArgumentException e) {
      throw new Failure("the file is no hexadecimal text");
    } finally {
      Arrays.fill(digits, '\0');
      Arrays.fill(value, (byte) 0);
    }
  }

  private Key secret(byte[] value) {
    if (value.length == 0) {
      throw new Failure("the key file is empty");
    }
    if (expected == null) {
      throw new Failure("--type must say what a secret key is for: AES-256, HmacSHA256, ...");
    }
    return new SecretKeySpec(value, expected.algorithm());
  }

  private static boolean isSecret(KeyType type) {
    return !Set.of("RSA", "EC", "ED25519", "EDDSA")
        .contains(type.algorithm().toUpperCase(Locale.ROOT));
  }

  private static int bits(KeyType type) {
    return type.bits() > 0
        ? type.bits()
        : DEFAULT_BITS.getOrDefault(type.algorithm().toUpperCase(Locale.ROOT), OTHER_DEFAULT_BITS);
  }

  private static KeyType typeOf(Key key) throws GeneralSecurityException {
    if (key instanceof RSAKey rsa) {
      return new KeyType("RSA", rsa.getModulus().bitLength(), "");
    }
    if (key instanceof ECKey ec) {
      AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
      curve.init(ec.getParams());
      return new KeyType("EC", 0, curve.getParameterSpec(ECGenParameterSpec.class).getName());
    }
    if (key instanceof SecretKey) {
      byte[] value = key.getEncoded();
      int bits = value.length * Byte.SIZE;
      Arrays.fill(value, (byte) 0);
      return new KeyType(key.getAlgorithm(), bits, "");
    }
    return new KeyType("Ed25519", 0, "");
  }
}
