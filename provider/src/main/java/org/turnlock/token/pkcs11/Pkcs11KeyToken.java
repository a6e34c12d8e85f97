// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.TokenInfo;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenLogin;
import org.turnlock.token.TokenObjects;
import org.turnlock.token.TokenWrapping;

/** A token reached through PKCS#11. */
public final class Pkcs11KeyToken implements Token {
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
    Map<Long, MechanismInfo> usable = UsableMechanisms.of(token.mechanisms(), quirks, enabled);
    WrapMechanisms wrapMechanisms = new WrapMechanisms(usable, quirks);
    this.mechanisms = Collections.unmodifiableMap(wrapMechanisms.named(usable));
    this.failures =
        new Failures(description.label(), quirks.contains(Quirk.GENERAL_ERROR_MEANS_BAD_DATA));
    this.login = new Pkcs11TokenLogin(token.login(), failures);
    KeyTemplates templates =
        new KeyTemplates(
            rules, info.loginRequired(), !quirks.contains(Quirk.PUBLIC_USES_CHANGE_PRIVATE_KEY));
    KeyMaking making = new KeyMaking(this, token, templates);
    this.objects = new Pkcs11Objects(this, token, making, templates, failures);
    this.wrapping = new Pkcs11Wrapping(token, objects, making, templates, wrapMechanisms, failures);
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
    return ParameterLimits.allow(token.quirks(), mechanism);
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
