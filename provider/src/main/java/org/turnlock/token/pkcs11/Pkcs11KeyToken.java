// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.TokenInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenLogin;
import org.turnlock.token.TokenObjects;
import org.turnlock.token.TokenWrapping;

/** A token reached through PKCS#11. */
public final class Pkcs11KeyToken implements Token {
  /** See {@link Quirk#LONG_GCM_IVS_CUT}. */
  private static final int LONGEST_WHOLE_GCM_IV = 128;

  private static final Set<Long> SECRET_KEY_GENERATORS =
      Set.of(Ckm.AES_KEY_GEN, Ckm.GENERIC_SECRET_KEY_GEN);

  private final Pkcs11Token token;
  private final TokenDescription description;
  private final Map<Long, MechanismInfo> mechanisms;
  private final Failures failures;
  private final Pkcs11TokenLogin login;
  private final Pkcs11Objects objects;
  private final Pkcs11Cryptography cryptography;
  private final Pkcs11Wrapping wrapping;

  /**
   * @param enabled which of the token's mechanisms (CKM_*) may be used
   * @param rules the configuration's attribute templates
   */
  public Pkcs11KeyToken(Pkcs11Token token, LongPredicate enabled, AttributeRules rules) {
    this.token = token;
    TokenInfo info = token.slot().token();
    this.description =
        new TokenDescription(info.label(), info.manufacturer(), info.model(), info.serial());
    Set<Quirk> quirks = token.quirks();
    Map<Long, MechanismInfo> usable = new LinkedHashMap<>(token.mechanisms());
    MechanismInfo edwards = usable.get(Ckm.EC_EDWARDS_KEY_PAIR_GEN);
    if (edwards != null && quirks.contains(Quirk.MONTGOMERY_KEYS_AS_EDWARDS)) {
      // C_DecapsulateKey is not bound yet.
      usable.remove(Ckm.ML_KEM);
      usable.putIfAbsent(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, edwards);
    }
    if (quirks.contains(Quirk.MAKES_NO_SECRET_KEYS)) {
      usable.keySet().removeAll(SECRET_KEY_GENERATORS);
    }
    usable.keySet().removeIf(type -> !enabled.test(type));
    WrapMechanisms wrapMechanisms = new WrapMechanisms(usable, quirks);
    this.mechanisms = Collections.unmodifiableMap(wrapMechanisms.named(usable));
    this.failures =
        new Failures(description.label(), quirks.contains(Quirk.GENERAL_ERROR_MEANS_BAD_DATA));
    this.login = new Pkcs11TokenLogin(token.login(), failures);
    KeyTemplates templates =
        new KeyTemplates(
            rules, info.loginRequired(), !quirks.contains(Quirk.PUBLIC_USES_CHANGE_PRIVATE_KEY));
    this.objects = new Pkcs11Objects(this, token, templates, failures);
    this.wrapping = new Pkcs11Wrapping(token, objects, templates, wrapMechanisms, failures);
    this.cryptography = new Pkcs11Cryptography(token, failures);
  }

  /** The PKCS#11 side, for its reports. */
  public Pkcs11Token pkcs11() {
    return token;
  }

  @Override
  public TokenDescription description() {
    return description;
  }

  @Override
  public Map<Long, MechanismInfo> mechanisms() {
    return mechanisms;
  }

  @Override
  public boolean mayTake(Mechanism mechanism) {
    if (mechanism.parameters() instanceof MechanismParameters.Gcm gcm) {
      return gcm.iv().length <= LONGEST_WHOLE_GCM_IV
          || !token.quirks().contains(Quirk.LONG_GCM_IVS_CUT);
    }
    if (mechanism.parameters() instanceof MechanismParameters.Oaep oaep) {
      return RsaLimits.allow(token.quirks(), oaep);
    }
    return !(mechanism.parameters() instanceof MechanismParameters.Pss pss)
        || RsaLimits.allow(token.quirks(), pss);
  }

  @Override
  public TokenLogin login() {
    return login;
  }

  @Override
  public TokenObjects objects() {
    return objects;
  }

  @Override
  public TokenCryptography cryptography() {
    return cryptography;
  }

  @Override
  public TokenWrapping wrapping() {
    return wrapping;
  }

  @Override
  public void close() {
    try {
      token.close();
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.CLOSE);
    }
  }

  @Override
  public String toString() {
    return token.toString();
  }
}
