// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.error.TokenUnavailableException;
import org.turnlock.pkcs11.memory.Scratch;

/**
 * Finding, making, changing and removing objects (PKCS#11 3.1, section 5.7), one call at a time on
 * the keeper session.
 */
public final class ObjectOperations {
  private static final int SEARCHES = 20;

  /** The answers to a use of an object that is not there any more. */
  private static boolean isAbsent(long code) {
    return code == Ckr.OBJECT_HANDLE_INVALID || code == Ckr.KEY_HANDLE_INVALID;
  }

  private final Cryptoki functions;
  private final Recovery recovery;
  private final ObjectSearch search;
  private final AttributeReader reader;
  private final PrimedSessions primed;

  /**
   * @param primed are told the handle of what is found, made, changed or destroyed, if it can be of
   *     a key that sessions are primed for
   */
  ObjectOperations(
      Cryptoki functions, Recovery recovery, ObjectSearch search, PrimedSessions primed) {
    this.functions = functions;
    this.primed = primed;
    this.recovery = recovery;
    this.search = search;
    this.reader = new AttributeReader(functions);
  }

  /** An object that a search found, with the attributes that were asked for. */
  public record Found(ObjectRef object, AttributeValues values) {}

  /**
   * The objects that match, with their attributes. Objects that vanish or cannot be read meanwhile
   * are left out.
   *
   * @param identity which of the read attributes find a token object again
   */
  public List<Found> find(Template match, long[] attributes, IdentityRule identity) {
    return find(match, AttributeChoice.of(attributes), identity);
  }

  /** The same, of objects that need not all be of one kind. */
  public List<Found> find(Template match, AttributeChoice attributes, IdentityRule identity) {
    return recovery.onKeeper(
        session -> {
          List<Found> found = new ArrayList<>();
          readAll(session, match, attributes, identity, found);
          return found;
        });
  }

  /**
   * The objects that match, as they were together at one moment, where {@link #find} may miss both
   * of two that took turns meanwhile: searches again when one vanishes. An object that every search
   * shows and none can read is left out. For objects that only who is logged in sees.
   *
   * @throws TokenUnavailableException if objects vanish during each of many searches
   */
  public List<Found> findTogether(Template match, long[] attributes, IdentityRule identity) {
    AttributeChoice same = AttributeChoice.of(attributes);
    return recovery.seekingPrivate(
        session -> {
          List<Found> found = new ArrayList<>();
          Set<Long> missing = Set.of();
          for (int attempt = 0; attempt < SEARCHES; attempt++) {
            found.clear();
            Set<Long> before = missing;
            missing = readAll(session, match, same, identity, found);
            boolean last = attempt == SEARCHES - 1;
            if (missing.isEmpty() || last && before.containsAll(missing)) {
              return found;
            }
          }
          throw new TokenUnavailableException(
              "the token's objects change faster than they can be read");
        });
  }

  /** The handles of those that could not be read. */
  private Set<Long> readAll(
      Session session,
      Template match,
      AttributeChoice attributes,
      IdentityRule identity,
      List<Found> found) {
    Set<Long> missing = new HashSet<>();
    AttributeValues known = AttributeValues.knownFrom(match);
    for (long handle : search.handles(session, match)) {
      try {
        AttributeValues values = known.copy();
        reader.read(session, handle, attributes, values);
        found.add(new Found(refer(handle, identity.identityOf(values)), values));
      } catch (Pkcs11Exception e) {
        if (!isAbsent(e.code())) {
          throw e;
        }
        missing.add(handle);
      }
    }
    return missing;
  }

  /** Says which attributes are an object's identity, given what was read of it. */
  @FunctionalInterface
  public interface IdentityRule {
    /** The template that finds the object again. */
    Template identityOf(AttributeValues values);
  }

  private ObjectRef refer(long handle, Template identity) {
    Template kept = Identity.of(identity);
    if (Long.valueOf(Cko.SECRET_KEY).equals(kept.values().get(Cka.CLASS))) {
      primed.forget(handle);
    }
    return ObjectRef.tokenObject(kept, handle, recovery.epoch());
  }

  /** Attributes of one object. */
  public AttributeValues read(ObjectRef object, long... types) {
    return recovery.onKeeper(object, (session, handle) -> reader.read(session, handle, types));
  }

  /** Makes an object from its attributes: C_CreateObject. */
  public ObjectRef create(Template template) {
    return recovery.making(
        isResident(template),
        session -> {
          int array = writeTemplate(session, template);
          int handle = session.scratch().putUlong(0);
          Scratch scratch = session.scratch();
          long code =
              functions.C_CreateObject(
                  session.handle(),
                  scratch.address(array),
                  template.values().size(),
                  scratch.address(handle));
          return made("C_CreateObject", code, scratch, handle, template);
        });
  }

  /**
   * Copies an object: C_CopyObject.
   *
   * @param changes the attributes that differ in the copy
   * @param identity what finds the copy again
   */
  public ObjectRef copy(ObjectRef object, Template changes, Template identity) {
    return recovery.making(
        isResident(changes),
        session -> {
          long source = recovery.handle(session, object);
          int array = writeTemplate(session, changes);
          Scratch scratch = session.scratch();
          int handle = scratch.putUlong(0);
          long code =
              functions.C_CopyObject(
                  session.handle(),
                  source,
                  scratch.address(array),
                  changes.values().size(),
                  scratch.address(handle));
          return made("C_CopyObject", code, scratch, handle, identity);
        });
  }

  /** Changes attributes: C_SetAttributeValue. */
  public void set(ObjectRef object, Template changes) {
    recovery.changing(
        object.resident(),
        session -> {
          long handle = recovery.handle(session, object);
          int array = writeTemplate(session, changes);
          long code =
              functions.C_SetAttributeValue(
                  session.handle(),
                  handle,
                  session.scratch().address(array),
                  changes.values().size());
          primed.end(handle);
          check("C_SetAttributeValue", code);
          return null;
        });
  }

  /** Removes an object; no effect if it is gone already. */
  public void destroy(ObjectRef object) {
    recovery.changing(
        object.resident(),
        session -> {
          long handle;
          try {
            handle = recovery.handle(session, object);
          } catch (Pkcs11Exception e) {
            if (isAbsent(e.code())) {
              return null;
            }
            throw e;
          }
          long code = functions.C_DestroyObject(session.handle(), handle);
          primed.end(handle);
          object.forget();
          if (!isAbsent(code)) {
            check("C_DestroyObject", code);
          }
          return null;
        });
  }

  /**
   * Removes an object if it still has this value: some modules give the number of one that another
   * process has removed to the next.
   */
  public void destroy(ObjectRef object, byte[] value) {
    recovery.changing(
        object.resident(),
        session -> {
          try {
            long handle = recovery.handle(session, object);
            if (Arrays.equals(reader.read(session, handle, Cka.VALUE).bytes(Cka.VALUE), value)) {
              long code = functions.C_DestroyObject(session.handle(), handle);
              primed.end(handle);
              check("C_DestroyObject", code);
            }
          } catch (Pkcs11Exception e) {
            if (!isAbsent(e.code())) {
              throw e;
            }
          }
          object.forget();
          return null;
        });
  }

  /** Whether a session object has been declared gone; no call of the module. */
  public boolean isLost(ObjectRef object) {
    return !object.resident() && recovery.isSessionObjectLost(object);
  }

  /**
   * Removes a session object, if the handle still means it: other code may have re-initialised the
   * module, and the number may be another object's by now.
   *
   * @param id its CKA_ID, random
   */
  public void destroySessionObject(ObjectRef object, byte[] id) {
    if (isLost(object)) {
      return;
    }
    recovery.changing(
        false,
        session -> {
          long handle = recovery.handle(session, object);
          AttributeValues values = reader.read(session, handle, Cka.TOKEN, Cka.ID);
          boolean same = values.has(Cka.TOKEN) && Arrays.equals(values.bytes(Cka.ID), id);
          long code =
              same && !values.flag(Cka.TOKEN)
                  ? functions.C_DestroyObject(session.handle(), handle)
                  : Ckr.OK;
          primed.end(handle);
          check("C_DestroyObject", code);
          object.forget();
          return null;
        });
  }

  /** Makes a secret key: C_GenerateKey. */
  public ObjectRef generateKey(Mechanism mechanism, Template template, Template identity) {
    return recovery.making(
        isResident(template),
        session -> {
          Scratch scratch = session.scratch();
          begin(
              scratch,
              MechanismWriter.bytes(scratch.layout(), mechanism)
                  + TemplateWriter.bytes(scratch.layout(), template),
              MechanismWriter.PIECES + TemplateWriter.pieces(template));
          int mechanismAt = MechanismWriter.write(scratch, mechanism);
          int array = TemplateWriter.write(scratch, template);
          int handle = scratch.putUlong(0);
          long code =
              functions.C_GenerateKey(
                  session.handle(),
                  scratch.address(mechanismAt),
                  scratch.address(array),
                  template.values().size(),
                  scratch.address(handle));
          return made("C_GenerateKey", code, scratch, handle, identity);
        });
  }

  /** Both halves of a new key pair. */
  public record Pair(ObjectRef publicKey, ObjectRef privateKey) {}

  /** Makes a key pair: C_GenerateKeyPair. */
  public Pair generateKeyPair(
      Mechanism mechanism, Template publicTemplate, Template privateTemplate) {
    return recovery.making(
        isResident(privateTemplate) || isResident(publicTemplate),
        session -> {
          Scratch scratch = session.scratch();
          begin(
              scratch,
              MechanismWriter.bytes(scratch.layout(), mechanism)
                  + TemplateWriter.bytes(scratch.layout(), publicTemplate)
                  + TemplateWriter.bytes(scratch.layout(), privateTemplate),
              MechanismWriter.PIECES
                  + TemplateWriter.pieces(publicTemplate)
                  + TemplateWriter.pieces(privateTemplate));
          int mechanismAt = MechanismWriter.write(scratch, mechanism);
          int publicAt = TemplateWriter.write(scratch, publicTemplate);
          int privateAt = TemplateWriter.write(scratch, privateTemplate);
          int publicHandle = scratch.putUlong(0);
          int privateHandle = scratch.putUlong(0);
          long code =
              functions.C_GenerateKeyPair(
                  session.handle(),
                  scratch.address(mechanismAt),
                  scratch.address(publicAt),
                  publicTemplate.values().size(),
                  scratch.address(privateAt),
                  privateTemplate.values().size(),
                  scratch.address(publicHandle),
                  scratch.address(privateHandle));
          check("C_GenerateKeyPair", code);
          return new Pair(
              made("C_GenerateKeyPair", code, scratch, publicHandle, publicTemplate),
              made("C_GenerateKeyPair", code, scratch, privateHandle, privateTemplate));
        });
  }

  private ObjectRef made(
      String function, long code, Scratch scratch, int handleAt, Template identity) {
    check(function, code);
    long handle = scratch.ulong(handleAt);
    primed.forget(handle);
    return isResident(identity)
        ? ObjectRef.tokenObject(Identity.of(identity), handle, recovery.epoch())
        : ObjectRef.sessionObject(handle, recovery.epoch());
  }

  private static boolean isResident(Template template) {
    return Boolean.TRUE.equals(template.values().get(Cka.TOKEN));
  }

  private static void begin(Scratch scratch, long bytes, int pieces) {
    scratch.begin(bytes + 64, pieces + 4);
  }

  private static int writeTemplate(Session session, Template template) {
    return TemplateWriter.writeAlone(session.scratch(), template);
  }

  private static void check(String function, long code) {
    if (code != Ckr.OK) {
      throw new Pkcs11Exception(function, code);
    }
  }
}
