// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import static org.turnlock.audit.AuditKind.ADMINISTRATION;
import static org.turnlock.audit.AuditKind.LOGIN;
import static org.turnlock.audit.AuditKind.SYSTEM;
import static org.turnlock.audit.AuditKind.USE;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What was done, or was to be; a record's {@code eventName}. */
public enum AuditAction {
  ENCRYPT("Encrypt", USE, true),
  DECRYPT("Decrypt", USE, true),
  SIGN("Sign", USE, true),
  VERIFY("Verify", USE, true),
  GENERATE_MAC("GenerateMac", USE, true),
  VERIFY_MAC("VerifyMac", USE, true),
  WRAP("Wrap", USE, true),
  UNWRAP("Unwrap", USE, false),
  DERIVE("Derive", USE, false),
  DECAPSULATE("Decapsulate", USE, false),
  GENERATE_DATA_KEY("GenerateDataKey", USE, true),
  RE_ENCRYPT_FROM("ReEncryptFrom", USE, true),
  RE_ENCRYPT_TO("ReEncryptTo", USE, true),
  /** A program took a key for a use, at {@code init}, and was refused. */
  CHOOSE_KEY("ChooseKey", USE, true),
  /** Many uses in one record. */
  SUMMARY("UseSummary", USE, true),

  CREATE_KEY("CreateKey", ADMINISTRATION, false),
  ADOPT_KEY("AdoptKey", ADMINISTRATION, false),
  IMPORT_KEY("ImportKey", ADMINISTRATION, false),
  ROTATE_KEY("RotateKey", ADMINISTRATION, false),
  PREPARE_VERSION("PrepareVersion", ADMINISTRATION, false),
  ACTIVATE_VERSION("ActivateVersion", ADMINISTRATION, false),
  IMPORT_VERSION("ImportVersion", ADMINISTRATION, false),
  ENABLE_KEY("EnableKey", ADMINISTRATION, false),
  DISABLE_KEY("DisableKey", ADMINISTRATION, false),
  ENABLE_VERSION("EnableVersion", ADMINISTRATION, false),
  DISABLE_VERSION("DisableVersion", ADMINISTRATION, false),
  DESTROY_VERSION("DestroyVersion", ADMINISTRATION, false),
  SET_FLOOR("SetFloor", ADMINISTRATION, false),
  SCHEDULE_DELETION("ScheduleKeyDeletion", ADMINISTRATION, false),
  CANCEL_DELETION("CancelKeyDeletion", ADMINISTRATION, false),
  DELETE_KEY("DeleteKey", ADMINISTRATION, false),
  UPDATE_KEY("UpdateKey", ADMINISTRATION, false),
  PUT_KEY_POLICY("PutKeyPolicy", ADMINISTRATION, false),
  SET_CERTIFICATE("SetCertificate", ADMINISTRATION, false),
  GET_PUBLIC_KEY("GetPublicKey", ADMINISTRATION, true),
  REQUEST_CERTIFICATE("RequestCertificate", ADMINISTRATION, true),
  DESCRIBE_KEY("DescribeKey", ADMINISTRATION, true),
  LIST_KEYS("ListKeys", ADMINISTRATION, true),
  /** An object of the token that no record manages: KeyStore, key generators and factories. */
  CREATE_OBJECT("CreateTokenObject", ADMINISTRATION, false),
  CHANGE_OBJECT("ChangeTokenObject", ADMINISTRATION, false),
  DELETE_OBJECT("DeleteTokenObject", ADMINISTRATION, false),

  LOG_IN("Login", LOGIN, true),
  LOG_OUT("Logout", LOGIN, true),

  CONFIGURE("ConfigureProvider", SYSTEM, true),
  CLOSE("CloseProvider", SYSTEM, true),
  /** A token was lost and is back: sessions opened anew, logged in again. */
  RECOVER("RecoverToken", SYSTEM, true),
  /** A sink failed, was slow, or has missed events: how many, in the parameters. */
  AUDIT_GAP("AuditGap", SYSTEM, true),
  /** A trail begins, goes on after its last writer, or ends. */
  TRAIL("Trail", SYSTEM, true);

  private static final Map<String, AuditAction> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toMap(AuditAction::text, Function.identity()));

  private final String text;
  private final AuditKind kind;
  private final boolean readOnly;

  AuditAction(String text, AuditKind kind, boolean readOnly) {
    this.text = text;
    this.kind = kind;
    this.readOnly = readOnly;
  }

  /** As records and filters say it. */
  public String text() {
    return text;
  }

  public AuditKind kind() {
    return kind;
  }

  /** Whether the token is as before, whatever came of it. */
  public boolean readOnly() {
    return readOnly;
  }

  /** The action that {@code text} names; empty if there is none. */
  public static Optional<AuditAction> of(String text) {
    return Optional.ofNullable(BY_TEXT.get(text));
  }
}
