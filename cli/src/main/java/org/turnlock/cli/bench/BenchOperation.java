// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What can be measured of a token. */
enum BenchOperation {
  AES_GCM_ENCRYPT(Sizes.MESSAGES, "Cipher", "AES/GCM/NoPadding", "KeyGenerator", "AES"),
  AES_GCM_DECRYPT(Sizes.MESSAGES, "Cipher", "AES/GCM/NoPadding", "KeyGenerator", "AES"),
  RSA_2048_SIGN(Sizes.ONE, "Signature", "SHA256withRSA", "KeyPairGenerator", "RSA"),
  RSA_3072_SIGN(Sizes.ONE, "Signature", "SHA256withRSA", "KeyPairGenerator", "RSA"),
  ECDSA_P256_SIGN(Sizes.ONE, "Signature", "SHA256withECDSA", "KeyPairGenerator", "EC"),
  ED25519_SIGN(Sizes.ONE, "Signature", "Ed25519", "KeyPairGenerator", "Ed25519"),
  HMAC_SHA256(Sizes.ONE, "Mac", "HmacSHA256", "KeyGenerator", "HmacSHA256"),
  AES_WRAP(Sizes.KEY, "Cipher", "AES/KW/NoPadding", "KeyGenerator", "AES"),
  RANDOM(Sizes.KEY, "SecureRandom", "PKCS11");

  private static final class Sizes {
    static final List<Integer> MESSAGES = List.of(64, 1 << 10, 16 << 10, 1 << 20);
    static final List<Integer> ONE = List.of(1 << 10);
    static final List<Integer> KEY = List.of(32);
  }

  private final List<Integer> sizes;
  private final String type;
  private final String algorithm;
  private final Map<String, String> needs;

  BenchOperation(List<Integer> sizes, String type, String algorithm) {
    this(sizes, type, algorithm, Map.of(type, algorithm));
  }

  BenchOperation(
      List<Integer> sizes, String type, String algorithm, String makerType, String maker) {
    this(sizes, type, algorithm, Map.of(type, algorithm, makerType, maker));
  }

  BenchOperation(List<Integer> sizes, String type, String algorithm, Map<String, String> needs) {
    this.sizes = sizes;
    this.type = type;
    this.algorithm = algorithm;
    this.needs = needs;
  }

  /** As it is typed and printed: {@code aes-gcm-encrypt}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The operation of that name. */
  static Optional<BenchOperation> of(String label) {
    return Arrays.stream(values()).filter(operation -> operation.label().equals(label)).findFirst();
  }

  /** All names. */
  static List<String> labels() {
    return Arrays.stream(values()).map(BenchOperation::label).toList();
  }

  /** How many bytes are encrypted, signed, wrapped or drawn. */
  List<Integer> sizes() {
    return sizes;
  }

  /** JCA name of what does it. */
  String algorithm() {
    return algorithm;
  }

  /** JCA type of what does it. */
  String type() {
    return type;
  }

  /** The services that must be there, algorithms by type: what does it, and what makes its key. */
  Map<String, String> needs() {
    return needs;
  }
}
