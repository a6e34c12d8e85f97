// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.security.interfaces.RSAPublicKey;
import java.util.function.Supplier;
import org.turnlock.pkcs11.CipherOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.WrapOperations;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenWrapping;

/** Keys of a PKCS#11 token made out of, or hidden under, other keys of it. */
final class Pkcs11Wrapping implements TokenWrapping {
  private static final int BLOCK = 16;

  private final WrapOperations operations;
  private final CipherOperations ciphers;
  private final ObjectOperations publicObjects;
  private final Pkcs11Objects objects;
  private final KeyMaking keys;
  private final KeyTemplates templates;
  private final WrapMechanisms mechanisms;
  private final PeerPointForm points;
  private final Failures failures;

  Pkcs11Wrapping(
      Pkcs11Token token,
      Pkcs11Objects objects,
      KeyMaking keys,
      KeyTemplates templates,
      WrapMechanisms mechanisms,
      Failures failures) {
    this.operations = token.wrapping();
    this.ciphers = token.ciphers();
    this.publicObjects = token.objects();
    this.objects = objects;
    this.keys = keys;
    this.templates = templates;
    this.mechanisms = mechanisms;
    this.points = new PeerPointForm(token.quirks());
    this.failures = failures;
  }

  @Override
  public byte[] wrap(TokenKey wrappingKey, Mechanism mechanism, TokenKey key) {
    mechanisms.requireExact(mechanism, key.attributes());
    try {
      return operations.wrap(
          Pkcs11Objects.own(wrappingKey).object(),
          mechanisms.ofModule(mechanism),
          Pkcs11Objects.own(key).object());
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.WRAP);
    } finally {
      Reference.reachabilityFence(wrappingKey);
      Reference.reachabilityFence(key);
    }
  }

  /** The public key is in the token only for as long as it takes. */
  @Override
  public byte[] wrapUnder(RSAPublicKey wrappingKey, Mechanism mechanism, TokenKey key) {
    ObjectRef subject = Pkcs11Objects.own(key).object();
    Template numbers =
        Template.builder()
            .set(Cka.MODULUS, wrappingKey.getModulus())
            .set(Cka.PUBLIC_EXPONENT, wrappingKey.getPublicExponent())
            .build();
    try {
      ObjectRef with = publicObjects.create(templates.wrappingKey(Ckk.RSA, numbers));
      try {
        return operations.wrap(with, mechanism, subject);
      } finally {
        publicObjects.destroy(with);
      }
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.WRAP);
    } finally {
      Reference.reachabilityFence(key);
    }
  }

  @Override
  public TokenKey unwrap(
      TokenKey unwrappingKey, Mechanism mechanism, byte[] wrapped, KeyOutcome outcome) {
    ObjectRef with = Pkcs11Objects.own(unwrappingKey).object();
    Template template = template(Origin.IMPORT, outcome);
    Mechanism ofModule = mechanisms.ofModule(mechanism);
    int bits = WrapMechanisms.bitsInside(mechanism, wrapped, outcome.keyType() == Ckk.AES);
    Pkcs11Key made =
        making(
            unwrappingKey,
            outcome,
            bits,
            Failures.During.UNWRAP,
            () -> operations.unwrap(with, ofModule, wrapped, template, template));
    if (mechanisms.mustProve(mechanism, outcome)) {
      requireAes(made);
    }
    return made;
  }

  @Override
  public TokenKey derive(TokenKey baseKey, Mechanism mechanism, KeyOutcome outcome) {
    ObjectRef with = Pkcs11Objects.own(baseKey).object();
    Template template = template(Origin.GENERATE, outcome);
    return making(
        baseKey,
        outcome,
        outcome.bytes() * Byte.SIZE,
        Failures.During.DERIVE,
        () -> operations.derive(with, points.of(mechanism), template, template));
  }

  @Override
  public byte[] deriveValue(TokenKey baseKey, Mechanism mechanism, int bytes) {
    ObjectRef with = Pkcs11Objects.own(baseKey).object();
    try {
      return operations.deriveValue(with, points.of(mechanism), templates.passing(bytes), bytes);
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.DERIVE, baseKey);
    } finally {
      Reference.reachabilityFence(baseKey);
    }
  }

  /** A key of another length than AES has encrypts nothing. */
  private void requireAes(Pkcs11Key made) {
    try {
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      ciphers.encrypt(made.object(), Mechanism.of(Ckm.AES_ECB), block, ByteBuffer.allocate(BLOCK));
    } catch (Pkcs11Exception e) {
      objects.destroy(made);
      throw new TokenException(
          TokenException.Reason.DATA_REJECTED, "what was unwrapped is no AES key", e);
    } catch (RuntimeException e) {
      objects.destroy(made);
      throw failures.translate(e, Failures.During.UNWRAP);
    } finally {
      Reference.reachabilityFence(made);
    }
  }

  private Pkcs11Key making(
      TokenKey with,
      KeyOutcome outcome,
      int bits,
      Failures.During during,
      Supplier<ObjectRef> work) {
    try {
      return keys.madeFrom(work.get(), outcome, bits);
    } catch (RuntimeException e) {
      throw failures.translate(e, during, with);
    } finally {
      Reference.reachabilityFence(with);
    }
  }

  private Template template(Origin origin, KeyOutcome outcome) {
    if (outcome.keyClass() == KeyClass.PRIVATE) {
      return templates.privateKey(
          origin, outcome.keyType(), outcome.description(), Template.empty());
    }
    Template length =
        outcome.bytes() == 0
            ? Template.empty()
            : Template.builder().set(Cka.VALUE_LEN, outcome.bytes()).build();
    return templates.secret(origin, outcome.keyType(), outcome.description(), length);
  }
}
