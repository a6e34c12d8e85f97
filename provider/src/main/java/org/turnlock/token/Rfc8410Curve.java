// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The Edwards and Montgomery curves of RFC 8410. PKCS#11 writes them into CKA_EC_PARAMS as an
 * identifier or as a name; both are read, and identifiers are written.
 */
public enum Rfc8410Curve {
  X25519(110, "curve25519", 255, 32),
  X448(111, "curve448", 448, 56),
  ED25519(112, "edwards25519", 255, 32),
  ED448(113, "edwards448", 448, 57);

  private static final byte PRINTABLE_STRING = 0x13;

  private final byte[] identifier;
  private final byte[] name;
  private final int bits;
  private final int bytes;

  Rfc8410Curve(int arc, String name, int bits, int bytes) {
    this.identifier = Arrays.copyOf(new byte[] {0x06, 0x03, 0x2B, 0x65}, 5);
    this.identifier[4] = (byte) arc;
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    this.name = new byte[text.length + 2];
    this.name[0] = PRINTABLE_STRING;
    this.name[1] = (byte) text.length;
    System.arraycopy(text, 0, this.name, 2, text.length);
    this.bits = bits;
    this.bytes = bytes;
  }

  /** The curve that CKA_EC_PARAMS tells; empty if it is another kind of curve. */
  public static Optional<Rfc8410Curve> decode(byte[] parameters) {
    return Arrays.stream(values())
        .filter(
            curve ->
                Arrays.equals(curve.identifier, parameters)
                    || Arrays.equals(curve.name, parameters))
        .findFirst();
  }

  /** The curve of this object identifier, {@code 1.3.101.112}; empty if it is another. */
  public static Optional<Rfc8410Curve> ofOid(String oid) {
    return Arrays.stream(values()).filter(curve -> curve.oid().equals(oid)).findFirst();
  }

  /** The curve of this JCA name; empty if it is another. */
  public static Optional<Rfc8410Curve> named(String jcaName) {
    return Arrays.stream(values())
        .filter(curve -> curve.name().equalsIgnoreCase(jcaName))
        .findFirst();
  }

  /** Whether keys on it sign; the others agree on keys. */
  public boolean signs() {
    return this == ED25519 || this == ED448;
  }

  /** The JCA's name: {@code Ed25519}, {@code X448}. */
  public String jcaName() {
    return signs() ? "Ed" + name().substring(2) : name();
  }

  /** The object identifier in dots. */
  public String oid() {
    return "1.3.101." + identifier[4];
  }

  /** DER of the object identifier. */
  public byte[] identifier() {
    return identifier.clone();
  }

  /** Size of the field. */
  public int bits() {
    return bits;
  }

  /** Length of a private key, and of an encoded public one. */
  public int bytes() {
    return bytes;
  }

  /** What tells of a key that it is on this curve. */
  public PublicPart publicPart() {
    return signs() ? new PublicPart.Edwards(identifier()) : new PublicPart.Montgomery(identifier());
  }
}
