// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
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
