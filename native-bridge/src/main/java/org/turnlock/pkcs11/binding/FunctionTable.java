// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import com.sun.jna.Pointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.pkcs11.memory.CkLayout;

/**
 * A module's CK_FUNCTION_LIST or CK_FUNCTION_LIST_3_0 (PKCS#11 3.1, section 5.3): the addresses of
 * its functions by name.
 */
final class FunctionTable {
  /** The functions in the order of CK_FUNCTION_LIST, PKCS#11 2.40. */
  private static final List<String> NAMES_2_40 =
      List.of(
          ("C_Initialize C_Finalize C_GetInfo C_GetFunctionList C_GetSlotList C_GetSlotInfo"
                  + " C_GetTokenInfo C_GetMechanismList C_GetMechanismInfo C_InitToken C_InitPIN"
                  + " C_SetPIN C_OpenSession C_CloseSession C_CloseAllSessions C_GetSessionInfo"
                  + " C_GetOperationState C_SetOperationState C_Login C_Logout C_CreateObject"
                  + " C_CopyObject C_DestroyObject C_GetObjectSize C_GetAttributeValue"
                  + " C_SetAttributeValue C_FindObjectsInit C_FindObjects C_FindObjectsFinal"
                  + " C_EncryptInit C_Encrypt C_EncryptUpdate C_EncryptFinal C_DecryptInit"
                  + " C_Decrypt C_DecryptUpdate C_DecryptFinal C_DigestInit C_Digest"
                  + " C_DigestUpdate C_DigestKey C_DigestFinal C_SignInit C_Sign C_SignUpdate"
                  + " C_SignFinal C_SignRecoverInit C_SignRecover C_VerifyInit C_Verify"
                  + " C_VerifyUpdate C_VerifyFinal C_VerifyRecoverInit C_VerifyRecover"
                  + " C_DigestEncryptUpdate C_DecryptDigestUpdate C_SignEncryptUpdate"
                  + " C_DecryptVerifyUpdate C_GenerateKey C_GenerateKeyPair C_WrapKey"
                  + " C_UnwrapKey C_DeriveKey C_SeedRandom C_GenerateRandom"
                  + " C_GetFunctionStatus C_CancelFunction C_WaitForSlotEvent")
              .split(" "));

  /** What CK_FUNCTION_LIST_3_0 has after them, as far as it is used. */
  private static final List<String> NAMES_3_0 =
      List.of(
          ("C_GetInterfaceList C_GetInterface C_LoginUser C_SessionCancel C_MessageEncryptInit"
                  + " C_EncryptMessage C_EncryptMessageBegin C_EncryptMessageNext"
                  + " C_MessageEncryptFinal C_MessageDecryptInit C_DecryptMessage"
                  + " C_DecryptMessageBegin C_DecryptMessageNext C_MessageDecryptFinal")
              .split(" "));

  private final int major;
  private final int minor;
  private final Map<String, Long> addresses = new HashMap<>();

  private FunctionTable(int major, int minor) {
    this.major = major;
    this.minor = minor;
  }

  /** Reads the structure at {@code list}. */
  static FunctionTable read(CkLayout layout, Pointer list) {
    FunctionTable table = new FunctionTable(list.getByte(0) & 0xFF, list.getByte(1) & 0xFF);
    int offset = layout.align(2, layout.pointerSize());
    offset = table.add(layout, list, offset, NAMES_2_40);
    if (table.hasMessages()) {
      table.add(layout, list, offset, NAMES_3_0);
    }
    return table;
  }

  private int add(CkLayout layout, Pointer list, int start, List<String> names) {
    int offset = start;
    for (String name : names) {
      addresses.put(name, Pointer.nativeValue(list.getPointer(offset)));
      offset += layout.pointerSize();
    }
    return offset;
  }

  /** Whether this is the list of PKCS#11 3.0 or later. */
  boolean hasMessages() {
    return major >= 3;
  }

  /** The list's version, for instance {@code 2.40}. */
  String version() {
    return major + "." + minor;
  }

  /** The function's address; 0 if the module left it out. */
  long address(String name) {
    return addresses.getOrDefault(name, 0L);
  }
}
