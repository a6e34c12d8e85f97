// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a ciphertext is about, in clear: pairs of names and values that whoever decrypts must give
 * again, exactly. Their one encoding, whatever their order, is the additional authenticated data of
 * the cipher. {@code turnlock encrypt --context} uses it; docs/formats.md specifies it.
 *
 * <pre>{@code
 * cipher.updateAAD(EncryptionContext.encode(Map.of("customer", "4711", "purpose", "backup")));
 * }</pre>
 */
public final class EncryptionContext {
  private static final byte[] MAGIC = {'T', 'L', 'C', 1};

  private EncryptionContext() {}

  /**
   * The encoding: {@code TLC}, 1, the number of pairs, then, in the order of the names' bytes, each
   * name and value in UTF-8 with its length before it. No pairs, no bytes.
   *
   * @throws IllegalArgumentException if a name is empty, or something is no text that UTF-8 can
   *     hold
   */
  public static byte[] encode(Map<String, String> context) {
    if (context.isEmpty()) {
      return new byte[0];
    }
    SortedMap<byte[], byte[]> pairs = new TreeMap<>(Arrays::compareUnsigned);
    int size = MAGIC.length + Integer.BYTES;
    for (Map.Entry<String, String> pair : context.entrySet()) {
      if (pair.getKey().isEmpty()) {
        throw new IllegalArgumentException("a name in an encryption context must not be empty");
      }
      byte[] name = utf8(pair.getKey());
      byte[] value = utf8(pair.getValue());
      pairs.put(name, value);
      size = Math.addExact(size, 2 * Integer.BYTES + name.length + value.length);
    }
    ByteBuffer encoded = ByteBuffer.allocate(size).put(MAGIC).putInt(pairs.size());
    pairs.forEach(
        (name, value) -> encoded.putInt(name.length).put(name).putInt(value.length).put(value));
    return encoded.array();
  }

  /**
   * The pairs that {@link #encode} has encoded; empty if {@code encoded} is anything else, or is
   * not their one encoding. No bytes are no pairs.
   */
  public static Optional<SortedMap<String, String>> decode(byte[] encoded) {
    SortedMap<String, String> context = new TreeMap<>();
    if (encoded.length == 0) {
      return Optional.of(context);
    }
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    if (encoded.length < MAGIC.length
        || !Arrays.equals(encoded, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      return Optional.empty();
    }
    bytes.position(MAGIC.length);
    try {
      int pairs = bytes.getInt();
      byte[] last = {};
      for (int i = 0; i < pairs; i++) {
        byte[] name = field(bytes);
        if (Arrays.compareUnsigned(last, name) >= 0) {
          return Optional.empty();
        }
        last = name;
        context.put(text(name), text(field(bytes)));
      }
      return pairs > 0 && !bytes.hasRemaining() ? Optional.of(context) : Optional.empty();
    } catch (BufferUnderflowException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static byte[] field(ByteBuffer bytes) {
    int length = bytes.getInt();
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] field = new byte[length];
    bytes.get(field);
    return field;
  }

  private static String text(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  private static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return Arrays.copyOf(bytes.array(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "an encryption context must not hold half a surrogate pair", e);
    }
  }
}
