// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;
import javax.security.auth.login.LoginException;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenLogin;
import org.turnlock.token.TokenObjects;
import org.turnlock.token.TokenWrapping;

/**
 * The embedded token: keys in memory, resident ones also in an encrypted file where there is one.
 */
public final class SoftwareToken implements Token {
  private final String label;
  private final ObjectStore store;
  private final SoftwareMechanisms mechanisms;
  private final SoftwareObjects objects;
  private final SoftwareCryptography cryptography;
  private final SoftwareWrapping wrapping;

  private SoftwareToken(
      String label, ObjectStore store, AttributeRules rules, LongPredicate enabled) {
    this.label = label;
    this.store = store;
    this.mechanisms = new SoftwareMechanisms(enabled);
    KeyMaking making = new KeyMaking(this, store, mechanisms, new KeyTemplate(rules));
    this.objects = new SoftwareObjects(this, store, making);
    this.cryptography = new SoftwareCryptography(this, mechanisms);
    this.wrapping = new SoftwareWrapping(this, mechanisms, making, objects);
  }

  /** A token without a file: needs no login, and ends with {@link #close()}. */
  public static SoftwareToken inMemory() {
    return inMemory(AttributeRules.NONE, mechanism -> true);
  }

  /**
   * A token without a file.
   *
   * @param rules what to add to new objects
   * @param enabled the mechanisms, by CKM_* number, to offer
   */
  public static SoftwareToken inMemory(AttributeRules rules, LongPredicate enabled) {
    return new SoftwareToken("memory", new MemoryStore(), rules, enabled);
  }

  /**
   * The token kept in {@code file}. Nothing is read yet: the first login opens the file, or makes
   * it, with the PIN that it was given.
   *
   * @param rules what to add to new objects
   */
  public static SoftwareToken open(Path file, AttributeRules rules) {
    return open(file, rules, mechanism -> true);
  }

  /**
   * The token kept in {@code file}.
   *
   * @param rules what to add to new objects
   * @param enabled the mechanisms, by CKM_* number, to offer
   */
  public static SoftwareToken open(Path file, AttributeRules rules, LongPredicate enabled) {
    return open(file, rules, enabled, PinCost.STANDARD);
  }

  /** For tests: with PINs that are cheap to check. */
  static SoftwareToken open(Path file, AttributeRules rules, LongPredicate enabled, PinCost cost) {
    Path name = Objects.requireNonNull(file.getFileName(), "a file is needed, not a root");
    return new SoftwareToken(
        name.toString(), new FileStore(new TokenFile(file), cost), rules, enabled);
  }

  /**
   * Gives a token in a file another PIN. Keys, and who is logged in anywhere, stay as they are.
   *
   * @param oldPin not kept
   * @param newPin at least 4 characters; not kept
   * @throws javax.security.auth.login.FailedLoginException if the old PIN is wrong
   */
  public void changePin(char[] oldPin, char[] newPin) throws LoginException {
    store.changePin(oldPin, newPin);
  }

  @Override
  public TokenDescription description() {
    return new TokenDescription(label, "Turnlock", "software token", store.serial());
  }

  @Override
  public Map<Long, MechanismInfo> mechanisms() {
    return mechanisms.table();
  }

  @Override
  public TokenLogin login() {
    return store.login();
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
    store.close();
  }

  /** The object of a key as it is now, for use. */
  StoredObject resolve(TokenKey key) {
    ObjectMap now = store.current();
    if (!(key instanceof SoftwareTokenKey own) || own.token() != this) {
      throw refused("the key belongs to another token");
    }
    StoredObject object = own.attributes().resident() ? now.find(own.id()) : own.known();
    if (object == null || object.material().wiped()) {
      String name = own.attributes().label();
      throw refused((name.isEmpty() ? "the key" : "key '" + name + "'") + " no longer exists");
    }
    return object;
  }

  /** Fails after {@link #close()}. */
  void requireOpen() {
    store.requireOpen();
  }

  private static TokenException refused(String message) {
    return new TokenException(TokenException.Reason.KEY_REFUSED, message);
  }

  @Override
  public String toString() {
    return "software token '" + label + "'";
  }
}
