// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.backend;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** An operation's name in results, and the JMH benchmark that does it. */
public enum Operation {
  AES_GCM_ENCRYPT("aes-gcm-encrypt", "AesGcmBenchmark.encrypt", Sizes.MESSAGES),
  AES_GCM_DECRYPT("aes-gcm-decrypt", "AesGcmBenchmark.decrypt", Sizes.MESSAGES),

  /** Into an array that is there. */
  AES_GCM_ENCRYPT_INTO("aes-gcm-encrypt-into", "AesGcmBenchmark.encryptInto", Sizes.MESSAGES),
  AES_GCM_DECRYPT_INTO("aes-gcm-decrypt-into", "AesGcmBenchmark.decryptInto", Sizes.MESSAGES),

  /** From one direct buffer into another. */
  AES_GCM_ENCRYPT_DIRECT("aes-gcm-encrypt-direct", "AesGcmBenchmark.encryptDirect", Sizes.MESSAGES),
  AES_GCM_DECRYPT_DIRECT("aes-gcm-decrypt-direct", "AesGcmBenchmark.decryptDirect", Sizes.MESSAGES),

  /** Within one array. */
  AES_GCM_ENCRYPT_IN_PLACE(
      "aes-gcm-encrypt-in-place", "AesGcmBenchmark.encryptInPlace", Sizes.MESSAGES),

  RSA_2048_SIGN("rsa-2048-sign", "SignatureBenchmark.sign", Sizes.SIGNED, "algorithm", "rsa-2048"),
  RSA_2048_VERIFY(
      "rsa-2048-verify", "SignatureBenchmark.verify", Sizes.SIGNED, "algorithm", "rsa-2048"),
  RSA_3072_SIGN("rsa-3072-sign", "SignatureBenchmark.sign", Sizes.SIGNED, "algorithm", "rsa-3072"),
  RSA_3072_VERIFY(
      "rsa-3072-verify", "SignatureBenchmark.verify", Sizes.SIGNED, "algorithm", "rsa-3072"),
  ECDSA_P256_SIGN(
      "ecdsa-p256-sign", "SignatureBenchmark.sign", Sizes.SIGNED, "algorithm", "ecdsa-p256"),
  ECDSA_P256_VERIFY(
      "ecdsa-p256-verify", "SignatureBenchmark.verify", Sizes.SIGNED, "algorithm", "ecdsa-p256"),
  ED25519_SIGN("ed25519-sign", "SignatureBenchmark.sign", Sizes.SIGNED, "algorithm", "ed25519"),
  ED25519_VERIFY(
      "ed25519-verify", "SignatureBenchmark.verify", Sizes.SIGNED, "algorithm", "ed25519"),

  HMAC_SHA256("hmac-sha256", "HmacBenchmark.mac", Sizes.MACS),
  AES_WRAP("aes-wrap", "KeyWrapBenchmark.wrap", Sizes.NONE),
  AES_UNWRAP("aes-unwrap", "KeyWrapBenchmark.unwrap", Sizes.NONE),
  GET_KEY("get-key", "GetKeyBenchmark.getKey", Sizes.NONE),
  SEALED_ENCRYPT("sealed-encrypt", "SealedBenchmark.encrypt", Sizes.MESSAGES),
  SEALED_DECRYPT("sealed-decrypt", "SealedBenchmark.decrypt", Sizes.MESSAGES),

  /** AES-GCM by a key that stays in the token and is not managed. */
  PLAIN_ENCRYPT("plain-encrypt", "AliasBenchmark.encrypt", Sizes.SHORT, "key", "plain"),

  /** The same by the alias of a managed key that has been rotated. */
  ALIAS_ENCRYPT("alias-encrypt", "AliasBenchmark.encrypt", Sizes.SHORT, "key", "alias"),

  STREAM_CTR_ENCRYPT(
      "stream-ctr-encrypt", "StreamBenchmark.encrypt", Sizes.STREAMS, "cipher", "aes-ctr"),
  STREAM_CTR_DECRYPT(
      "stream-ctr-decrypt", "StreamBenchmark.decrypt", Sizes.STREAMS, "cipher", "aes-ctr"),
  STREAM_CBC_ENCRYPT(
      "stream-cbc-encrypt", "StreamBenchmark.encrypt", Sizes.STREAMS, "cipher", "aes-cbc"),
  STREAM_CBC_DECRYPT(
      "stream-cbc-decrypt", "StreamBenchmark.decrypt", Sizes.STREAMS, "cipher", "aes-cbc"),
  STREAM_SEALED_ENCRYPT(
      "stream-sealed-encrypt", "StreamBenchmark.encrypt", Sizes.STREAMS, "cipher", "sealed"),
  STREAM_SEALED_DECRYPT(
      "stream-sealed-decrypt", "StreamBenchmark.decrypt", Sizes.STREAMS, "cipher", "sealed");

  private static final String PACKAGE = "org.turnlock.benchmarks.";

  private final String title;
  private final String benchmark;
  private final List<Integer> sizes;
  private final Map<String, String> parameters;

  Operation(String title, String benchmark, List<Integer> sizes) {
    this(title, benchmark, sizes, Map.of());
  }

  Operation(String title, String benchmark, List<Integer> sizes, String parameter, String value) {
    this(title, benchmark, sizes, Map.of(parameter, value));
  }

  Operation(String title, String benchmark, List<Integer> sizes, Map<String, String> parameters) {
    this.title = title;
    this.benchmark = benchmark;
    this.sizes = sizes;
    this.parameters = parameters;
  }

  /** The operation of that name. */
  public static Operation of(String title) {
    for (Operation operation : values()) {
      if (operation.title.equals(title)) {
        return operation;
      }
    }
    throw new IllegalArgumentException("no operation " + title);
  }

  /** Its name in results. */
  public String title() {
    return title;
  }

  /** The JMH benchmark: class and method. */
  public String benchmark() {
    return PACKAGE + benchmark;
  }

  /** The same as a pattern for JMH that fits nothing else. */
  public String include() {
    return "^" + Pattern.quote(benchmark()) + "$";
  }

  /**
   * Lengths of a message in bytes: values of the parameter {@code size}; empty if there is none.
   */
  public List<Integer> sizes() {
    return sizes;
  }

  /** Parameters of the benchmark besides {@code backend} and {@code size}, with their values. */
  public Map<String, String> parameters() {
    return parameters;
  }

  private static final class Sizes {
    static final List<Integer> NONE = List.of();
    static final List<Integer> MESSAGES = List.of(64, 1024, 16_384, 1_048_576);
    static final List<Integer> SHORT = List.of(64, 1024);
    static final List<Integer> MACS = List.of(64, 1024, 16_384);
    static final List<Integer> SIGNED = List.of(1024);
    static final List<Integer> STREAMS = List.of(64 << 20, 1 << 30);
  }
}
