// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.TokenException;

/**
 * The objects as bytes: lists of attributes, as PKCS#11 has them. What is not known here (classes,
 * key types, attributes of a later version) is kept as it is and written back.
 */
final class ObjectCodec {
  private static final Set<Long> SECRET =
      Set.of(
          Cka.VALUE,
          Cka.PRIVATE_EXPONENT,
          Cka.PRIME_1,
          Cka.PRIME_2,
          Cka.EXPONENT_1,
          Cka.EXPONENT_2,
          Cka.COEFFICIENT);

  private ObjectCodec() {}

  /** The bytes, for the caller to wipe. */
  static byte[] encode(ObjectMap objects) {
    long size = Integer.BYTES;
    for (StoredObject object : objects.all()) {
      size += ObjectId.BYTES + Integer.BYTES;
      for (Long type : types(object)) {
        size += Long.BYTES + Integer.BYTES + length(object, type);
      }
    }
    if (size + TokenFileFormat.TAG_BYTES > TokenFileFormat.MAX_BODY_BYTES) {
      throw new TokenException(
          TokenException.Reason.NOT_WRITABLE, "the token is full: its file would pass 64 MiB");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).putInt(objects.all().size());
    for (StoredObject object : objects.all()) {
      out.put(object.id().bytes()).putInt(types(object).size());
      types(object).forEach(type -> write(object, type, out));
    }
    return out.array();
  }

  private static void write(StoredObject object, Long type, ByteBuffer out) {
    out.putLong(type).putInt(length(object, type));
    if (isSecret(object, type)) {
      byte[] copy = object.material().copyOf(type);
      out.put(copy);
      Arrays.fill(copy, (byte) 0);
    } else {
      out.put(object.attributes().bytes(type));
    }
  }

  private static SortedSet<Long> types(StoredObject object) {
    SortedSet<Long> types = new TreeSet<>(object.attributes().values().keySet());
    if (object.material() != null) {
      types.addAll(object.material().types());
    }
    return types;
  }

  private static int length(StoredObject object, Long type) {
    return isSecret(object, type)
        ? object.material().lengthOf(type)
        : object.attributes().bytes(type).length;
  }

  private static boolean isSecret(StoredObject object, Long type) {
    return object.material() != null && object.material().types().contains(type);
  }

  /** Reads what {@link #encode} wrote. */
  static ObjectMap decode(byte[] bytes) throws TokenFileException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<StoredObject> objects = new ArrayList<>();
    try {
      int count = in.getInt();
      for (int i = 0; i < count; i++) {
        objects.add(object(in));
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw malformed();
    }
    if (in.hasRemaining()) {
      throw malformed();
    }
    return ObjectMap.of(objects);
  }

  private static StoredObject object(ByteBuffer in) throws TokenFileException {
    ObjectId id = ObjectId.of(take(in, ObjectId.BYTES));
    int count = in.getInt();
    Attributes.Builder all = Attributes.builder();
    for (int i = 0; i < count; i++) {
      long type = in.getLong();
      all.set(type, take(in, in.getInt()));
    }
    Attributes attributes = all.build();
    long objectClass = attributes.number(Cka.CLASS, -1);
    if (objectClass != Cko.SECRET_KEY && objectClass != Cko.PRIVATE_KEY) {
      return new StoredObject(id, attributes, null);
    }
    Map<Long, byte[]> secrets = new HashMap<>();
    for (Map.Entry<Long, byte[]> entry : attributes.values().entrySet()) {
      if (SECRET.contains(entry.getKey())) {
        secrets.put(entry.getKey(), entry.getValue());
        all.remove(entry.getKey());
      }
    }
    return new StoredObject(id, all.build(), new KeyMaterial(secrets));
  }

  private static byte[] take(ByteBuffer in, int length) throws TokenFileException {
    if (length < 0 || length > in.remaining()) {
      throw malformed();
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static TokenFileException malformed() {
    return TokenFileException.damaged("its content is not well-formed");
  }
}
