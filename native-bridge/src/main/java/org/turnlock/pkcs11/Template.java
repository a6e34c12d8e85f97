// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.turnlock.pkcs11.constant.Cka;

/**
 * An ordered list of attributes: the CK_ATTRIBUTE array that describes an object to make, or to
 * look for. Immutable. A value is a {@code Boolean}, a {@code Long} (CK_ULONG) or a byte array.
 */
public final class Template {
  private static final Template EMPTY = new Template(Map.of());

  private final Map<Long, Object> values;

  private Template(Map<Long, Object> values) {
    this.values = Collections.unmodifiableMap(values);
  }

  /** No attributes. */
  public static Template empty() {
    return EMPTY;
  }

  /** A template to fill. */
  public static Builder builder() {
    return new Builder(new LinkedHashMap<>());
  }

  /** A builder that starts with this template's attributes. */
  public Builder toBuilder() {
    return new Builder(new LinkedHashMap<>(values));
  }

  /** Attribute type (CKA_*) to value, in order. */
  public Map<Long, Object> values() {
    return values;
  }

  /** This template with the attributes of {@code stronger} added, which win where both have one. */
  public Template overriddenBy(Template stronger) {
    Builder merged = toBuilder();
    stronger.values.forEach(merged::put);
    return merged.build();
  }

  /** The attributes' names only: values may be key bytes. */
  @Override
  public String toString() {
    return values.keySet().stream().map(Cka::nameOf).toList().toString();
  }

  /** Collects attributes; a later value of one type replaces an earlier one. */
  public static final class Builder {
    private final Map<Long, Object> values;

    private Builder(Map<Long, Object> values) {
      this.values = values;
    }

    /** A CK_BBOOL attribute. */
    public Builder set(long type, boolean value) {
      return put(type, value);
    }

    /** A CK_ULONG attribute. */
    public Builder set(long type, long value) {
      return put(type, value);
    }

    /** A byte array attribute; the array is kept, so that the caller can wipe it after use. */
    public Builder set(long type, byte[] value) {
      return put(type, value);
    }

    /** An unsigned big-endian integer without leading zeros, as PKCS#11 writes big integers. */
    public Builder set(long type, BigInteger value) {
      byte[] bytes = value.toByteArray();
      return put(
          type,
          bytes.length > 1 && bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    /** An RFC 2279 string attribute (UTF-8). */
    public Builder set(long type, String value) {
      return put(type, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes an attribute out, as {@code CKA_X = null} in a configuration file does. */
    public Builder remove(long type) {
      values.remove(type);
      return this;
    }

    private Builder put(Long type, Object value) {
      values.put(type, value);
      return this;
    }

    /** The finished template. */
    public Template build() {
      return new Template(new LinkedHashMap<>(values));
    }
  }
}
