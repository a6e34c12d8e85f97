// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/** Writes {@link MechanismParameters} as the structure that their mechanism takes. */
final class ParameterWriter {
  private static final int ROOM_FOR_STRUCTURE = 128;
  private static final int COUNTER_BITS = 128;

  /** CKZ_DATA_SPECIFIED: the OAEP label is given, not computed. */
  private static final long LABEL_GIVEN = 1;

  private ParameterWriter() {}

  /** Bytes that {@link #write} takes at most. */
  static long bytes(MechanismParameters parameters) {
    return ROOM_FOR_STRUCTURE + arrays(parameters);
  }

  private static long arrays(MechanismParameters parameters) {
    if (parameters instanceof MechanismParameters.Gcm gcm) {
      return (long) gcm.iv().length + gcm.aad().length;
    } else if (parameters instanceof MechanismParameters.Iv iv) {
      return iv.iv().length;
    } else if (parameters instanceof MechanismParameters.Ccm ccm) {
      return (long) ccm.nonce().length + ccm.aad().length;
    } else if (parameters instanceof MechanismParameters.ChaCha20Poly1305 chaCha) {
      return (long) chaCha.nonce().length + chaCha.aad().length;
    } else if (parameters instanceof MechanismParameters.Oaep oaep) {
      return oaep.label().length;
    } else if (parameters instanceof MechanismParameters.Eddsa eddsa) {
      return eddsa.context().length;
    } else if (parameters instanceof MechanismParameters.Ecdh ecdh) {
      return ecdh.peer().length;
    } else if (parameters instanceof MechanismParameters.PublicValue value) {
      return value.peer().length;
    }
    return 0;
  }

  /** Writes the parameters, and into {@code mechanism} where they are and how long. */
  static void write(Scratch scratch, MechanismParameters parameters, StructCursor mechanism) {
    if (parameters instanceof MechanismParameters.None) {
      mechanism.putPointer(0).putUlong(0);
      return;
    }
    if (parameters instanceof MechanismParameters.Iv iv) {
      mechanism.putPointer(scratch.address(scratch.put(iv.iv()))).putUlong(iv.iv().length);
      return;
    }
    if (parameters instanceof MechanismParameters.PublicValue value) {
      mechanism
          .putPointer(scratch.address(scratch.put(value.peer())))
          .putUlong(value.peer().length);
      return;
    }
    int at = scratch.take(ROOM_FOR_STRUCTURE);
    int length = structure(scratch, at, parameters);
    mechanism.putPointer(scratch.address(at)).putUlong(length);
  }

  private static int structure(Scratch scratch, int at, MechanismParameters parameters) {
    StructCursor struct = scratch.struct(at);
    if (parameters instanceof MechanismParameters.Gcm gcm) {
      // With ulIvBits: the form that every module accepts.
      array(scratch, struct, gcm.iv()).putUlong(gcm.iv().length * 8L);
      array(scratch, struct, gcm.aad()).putUlong(gcm.tagBits());
    } else if (parameters instanceof MechanismParameters.Counter counter) {
      struct.putUlong(COUNTER_BITS).putBytes(counter.block());
    } else if (parameters instanceof MechanismParameters.Pss pss) {
      struct.putUlong(pss.hash()).putUlong(pss.mgf()).putUlong(pss.saltLength());
    } else if (parameters instanceof MechanismParameters.Oaep oaep) {
      struct.putUlong(oaep.hash()).putUlong(oaep.mgf()).putUlong(LABEL_GIVEN);
      array(scratch, struct, oaep.label());
    } else if (parameters instanceof MechanismParameters.Ccm ccm) {
      struct.putUlong(ccm.dataLength());
      array(scratch, struct, ccm.nonce());
      array(scratch, struct, ccm.aad()).putUlong(ccm.tagBytes());
    } else if (parameters instanceof MechanismParameters.ChaCha20Poly1305 chaCha) {
      array(scratch, struct, chaCha.nonce());
      array(scratch, struct, chaCha.aad());
    } else if (parameters instanceof MechanismParameters.Eddsa eddsa) {
      struct.putBytes(new byte[] {(byte) (eddsa.preHashed() ? 1 : 0)});
      struct.putUlong(eddsa.context().length).putPointer(address(scratch, eddsa.context()));
    } else if (parameters instanceof MechanismParameters.Ecdh ecdh) {
      struct.putUlong(ecdh.kdf()).putUlong(0).putPointer(0);
      struct.putUlong(ecdh.peer().length).putPointer(address(scratch, ecdh.peer()));
    }
    return struct.size();
  }

  /** A pointer to the bytes, then their length. */
  private static StructCursor array(Scratch scratch, StructCursor struct, byte[] bytes) {
    return struct.putPointer(address(scratch, bytes)).putUlong(bytes.length);
  }

  private static long address(Scratch scratch, byte[] bytes) {
    return bytes.length == 0 ? 0 : scratch.address(scratch.put(bytes));
  }
}
