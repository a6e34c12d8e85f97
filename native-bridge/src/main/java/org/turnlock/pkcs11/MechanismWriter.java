// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.memory.CkLayout;
import org.turnlock.pkcs11.memory.Scratch;

/** Writes a {@link Mechanism} as CK_MECHANISM with its parameter structure. */
final class MechanismWriter {
  /** The most pieces that {@link #write} takes: mechanism, structure, IV, AAD. */
  static final int PIECES = 4;

  private static final int ROOM_FOR_STRUCTURES = 128;
  private static final int COUNTER_BITS = 128;

  private MechanismWriter() {}

  /** Bytes that {@link #write} takes at most. */
  static long bytes(CkLayout layout, Mechanism mechanism) {
    int fixed = layout.attributeSize() + ROOM_FOR_STRUCTURES;
    MechanismParameters parameters = mechanism.parameters();
    if (parameters instanceof MechanismParameters.Gcm gcm) {
      return (long) fixed + gcm.iv().length + gcm.aad().length;
    }
    return parameters instanceof MechanismParameters.Iv iv ? fixed + iv.iv().length : fixed;
  }

  /** Writes the mechanism; gives the offset of its CK_MECHANISM. */
  static int write(Scratch scratch, Mechanism mechanism) {
    int at = scratch.take(scratch.layout().attributeSize());
    int parameters = 0;
    int length = 0;
    if (mechanism.parameters() instanceof MechanismParameters.Gcm gcm) {
      parameters = scratch.take(ROOM_FOR_STRUCTURES);
      length = gcm(scratch, parameters, gcm);
    } else if (mechanism.parameters() instanceof MechanismParameters.Iv iv) {
      parameters = scratch.put(iv.iv());
      length = iv.iv().length;
    } else if (mechanism.parameters() instanceof MechanismParameters.Counter counter) {
      parameters = scratch.take(ROOM_FOR_STRUCTURES);
      length = scratch.struct(parameters).putUlong(COUNTER_BITS).putBytes(counter.block()).size();
    } else if (mechanism.parameters() instanceof MechanismParameters.Pss pss) {
      parameters = scratch.take(ROOM_FOR_STRUCTURES);
      length =
          scratch
              .struct(parameters)
              .putUlong(pss.hash())
              .putUlong(pss.mgf())
              .putUlong(pss.saltLength())
              .size();
    }
    scratch
        .struct(at)
        .putUlong(mechanism.type())
        .putPointer(length == 0 ? 0 : scratch.address(parameters))
        .putUlong(length);
    return at;
  }

  /** CK_GCM_PARAMS with ulIvBits, the form that every module accepts. */
  private static int gcm(Scratch scratch, int at, MechanismParameters.Gcm gcm) {
    int iv = scratch.put(gcm.iv());
    int aad = gcm.aad().length == 0 ? -1 : scratch.put(gcm.aad());
    return scratch
        .struct(at)
        .putPointer(scratch.address(iv))
        .putUlong(gcm.iv().length)
        .putUlong(gcm.iv().length * 8L)
        .putPointer(aad < 0 ? 0 : scratch.address(aad))
        .putUlong(gcm.aad().length)
        .putUlong(gcm.tagBits())
        .size();
  }
}
