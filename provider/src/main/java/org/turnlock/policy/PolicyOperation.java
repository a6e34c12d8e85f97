// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.turnlock.token.KeyUsage;

/** What a policy allows or does not allow: each use of a key, and each change of it. */
public enum PolicyOperation {
  ENCRYPT(0, "encrypt", Kind.USE_WITH_CONTEXT),
  DECRYPT(1, "decrypt", Kind.USE_WITH_CONTEXT),
  SIGN(2, "sign", Kind.USE),
  VERIFY(3, "verify", Kind.USE),
  MAC(4, "mac", Kind.USE),
  VERIFY_MAC(5, "verifyMac", Kind.USE),
  WRAP(6, "wrap", Kind.USE),
  UNWRAP(7, "unwrap", Kind.USE),
  /** Key agreement and derivation. */
  DERIVE(8, "derive", Kind.USE),
  DECAPSULATE(9, "decapsulate", Kind.USE),
  /** Kept for data keys that are made and wrapped in one step. */
  GENERATE_DATA_KEY(10, "generateDataKey", Kind.USE_WITH_CONTEXT),
  /** Being the key of what is encrypted anew, without anybody seeing the plaintext. */
  RE_ENCRYPT_FROM(11, "reEncryptFrom", Kind.USE_WITH_CONTEXT),
  /** Being the key that such a ciphertext gets. */
  RE_ENCRYPT_TO(12, "reEncryptTo", Kind.USE_WITH_CONTEXT),
  /** Leaving the token, wrapped under another key. */
  EXPORT(13, "export", Kind.USE),

  /** Reading the record, the policy, certificates and public halves through ManagedKeys. */
  DESCRIBE(32, "describe", Kind.ADMINISTRATION),
  /** Making new versions current, and preparing them. */
  ROTATE(33, "rotate", Kind.ADMINISTRATION),
  /** Of the key and its versions. */
  ENABLE(34, "enable", Kind.ADMINISTRATION),
  /** Of the key and its versions. */
  DISABLE(35, "disable", Kind.ADMINISTRATION),
  DESTROY_VERSION(36, "destroyVersion", Kind.ADMINISTRATION),
  SET_FLOOR(37, "setFloor", Kind.ADMINISTRATION),
  /** Scheduling the deletion, and cancelling it. */
  DELETE(38, "delete", Kind.ADMINISTRATION),
  /** Bringing in versions that were made elsewhere. */
  IMPORT(39, "import", Kind.ADMINISTRATION),
  /** Period, limits, description, tags. */
  UPDATE(40, "update", Kind.ADMINISTRATION),
  /** Requesting certificates, which the key signs, and storing them. */
  CERTIFY(41, "certify", Kind.ADMINISTRATION),
  /** Whoever may do this may allow himself all else. */
  CHANGE_POLICY(42, "changePolicy", Kind.ADMINISTRATION);

  private enum Kind {
    USE,
    USE_WITH_CONTEXT,
    ADMINISTRATION
  }

  private static final Map<String, PolicyOperation> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(PolicyOperation::text, Function.identity()));
  private static final Map<Integer, PolicyOperation> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toMap(PolicyOperation::code, Function.identity()));

  private final int code;
  private final String text;
  private final Kind kind;

  PolicyOperation(int code, String text, Kind kind) {
    this.code = code;
    this.text = text;
    this.kind = kind;
  }

  /** The number that stands for it in records, for ever; less than 64. */
  public int code() {
    return code;
  }

  /** As policies and messages say it, for example {@code destroyVersion}. */
  public String text() {
    return text;
  }

  /** Whether it changes or describes the key, and is no use of it. */
  public boolean isAdministration() {
    return kind == Kind.ADMINISTRATION;
  }

  /** Whether an encryption context goes with it, which a rule can ask for. */
  public boolean hasContext() {
    return kind == Kind.USE_WITH_CONTEXT;
  }

  /** With the key's name, in a sentence: {@code encrypt with key 'x'}, {@code rotate key 'x'}. */
  public String onKey(String alias) {
    String preposition =
        switch (this) {
          case EXPORT, DESCRIBE, ROTATE, ENABLE, DISABLE, DELETE, UPDATE, CERTIFY -> " ";
          case DESTROY_VERSION, SET_FLOOR, CHANGE_POLICY -> " of ";
          case IMPORT -> " into ";
          default -> " with ";
        };
    return text + preposition + "key '" + alias + "'";
  }

  long bit() {
    return 1L << code;
  }

  /** The operation of this text; empty if there is none. */
  public static Optional<PolicyOperation> of(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }

  /** The operation of this number; empty if none is known here. */
  public static Optional<PolicyOperation> of(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }

  /**
   * What a use of the token's key is; empty for encapsulation, which needs the public half only and
   * asks no token.
   *
   * @param pair whether the key is a pair: others sign MACs
   */
  public static Optional<PolicyOperation> of(KeyUsage use, boolean pair) {
    return Optional.ofNullable(
        switch (use) {
          case ENCRYPT -> ENCRYPT;
          case DECRYPT -> DECRYPT;
          case SIGN -> pair ? SIGN : MAC;
          case VERIFY -> pair ? VERIFY : VERIFY_MAC;
          case WRAP -> WRAP;
          case UNWRAP -> UNWRAP;
          case DERIVE -> DERIVE;
          case DECAPSULATE -> DECAPSULATE;
          case ENCAPSULATE -> null;
        });
  }

  /** All that a key of these uses is for. */
  public static Set<PolicyOperation> ofPurpose(Set<KeyUsage> usages, boolean pair) {
    Set<PolicyOperation> operations = EnumSet.noneOf(PolicyOperation.class);
    usages.forEach(use -> of(use, pair).ifPresent(operations::add));
    if (usages.contains(KeyUsage.SIGN)) {
      // Whoever may sign may verify.
      operations.add(pair ? VERIFY : VERIFY_MAC);
    }
    if (usages.contains(KeyUsage.ENCRYPT)) {
      operations.add(GENERATE_DATA_KEY);
      operations.add(RE_ENCRYPT_TO);
    }
    if (usages.contains(KeyUsage.DECRYPT)) {
      operations.add(RE_ENCRYPT_FROM);
    }
    return operations;
  }

  /** All administrative operations. */
  public static Set<PolicyOperation> administration() {
    return Arrays.stream(values())
        .filter(PolicyOperation::isAdministration)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(PolicyOperation.class)));
  }

  @Override
  public String toString() {
    return text;
  }
}
