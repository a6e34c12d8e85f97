// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/** Writes a {@link Mechanism} as CK_MECHANISM with its parameter structure. */
final class MechanismWriter {
  /** The most pieces that {@link #write} takes: mechanism, structure, two arrays. */
  static final int PIECES = 4;

  private MechanismWriter() {}

  /** Bytes that {@link #write} takes at most. */
  static long bytes(CkLayout layout, Mechanism mechanism) {
    return (long) layout.attributeSize() + ParameterWriter.bytes(mechanism.parameters());
  }

  /** Writes the mechanism; gives the offset of its CK_MECHANISM. */
  static int write(Scratch scratch, Mechanism mechanism) {
    int at = scratch.take(scratch.layout().attributeSize());
    StructCursor struct = scratch.struct(at).putUlong(mechanism.type());
    ParameterWriter.write(scratch, mechanism.parameters(), struct);
    return at;
  }
}
