// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenKey;

/** Finds the token-resident keys of a PKCS#11 token, their public halves, and what has one name. */
final class KeySearch {
  private static final long UNKNOWN = -1;
  private static final long[] CLASSES = {Cko.SECRET_KEY, Cko.PRIVATE_KEY, Cko.CERTIFICATE};

  private final Token owner;
  private final ObjectOperations objects;
  private final List<Long> privateKinds;
  private final KeyChoice ofSecretKeys = KeyChoice.secret();
  private final KeyChoice ofPrivateKeys;
  private final KeyChoice ofAnything;
  private final boolean allClassesAtOnce;

  KeySearch(Token owner, Pkcs11Token token) {
    this.owner = owner;
    this.objects = token.objects();
    this.privateKinds = PrivateKinds.of(token.mechanisms().keySet());
    this.ofPrivateKeys = KeyChoice.privateKeys(privateKinds);
    this.ofAnything = KeyChoice.ofAnyClass(privateKinds);
    this.allClassesAtOnce = token.quirks().contains(Quirk.SEARCHES_PASS_OVER_ALL);
  }

  /** Every key: a search by class, and a call for each. */
  List<TokenKey> all() {
    List<TokenKey> keys = new ArrayList<>();
    addFound(resident(Cko.SECRET_KEY).build(), ofSecretKeys, keys);
    addFound(resident(Cko.PRIVATE_KEY).build(), ofPrivateKeys, keys);
    return keys;
  }

  private void addFound(Template match, KeyChoice choice, List<TokenKey> keys) {
    for (ObjectOperations.Found found : objects.find(match, choice, KeyReader::identity)) {
      if (isKey(found.values())) {
        keys.add(key(found));
      }
    }
  }

  private boolean isKey(AttributeValues values) {
    long objectClass = values.ulong(Cka.CLASS, UNKNOWN);
    boolean known =
        objectClass == Cko.SECRET_KEY
            || objectClass == Cko.PRIVATE_KEY
                && privateKinds.contains(values.ulong(Cka.KEY_TYPE, UNKNOWN));
    return known && KeyReader.isWhole(values);
  }

  private TokenKey key(ObjectOperations.Found found) {
    return Pkcs11Key.of(owner, objects, found.object(), KeyReader.read(found.values()));
  }

  /**
   * The keys and certificates that have these attributes: a search by class, as there are modules
   * that find none without (NSS, by CKA_ID), or one for all where that is known to do; and two
   * calls for each.
   *
   * @param names a label, or a CKA_ID
   */
  TokenContents named(Template names) {
    List<TokenKey> keys = new ArrayList<>();
    List<TokenCertificate> certificates = new ArrayList<>();
    if (allClassesAtOnce) {
      addNamed(names.toBuilder(), keys, certificates);
    } else {
      for (long objectClass : CLASSES) {
        addNamed(names.toBuilder().set(Cka.CLASS, objectClass), keys, certificates);
      }
    }
    return new TokenContents(keys, certificates);
  }

  private void addNamed(
      Template.Builder names, List<TokenKey> keys, List<TokenCertificate> certificates) {
    Template match = names.set(Cka.TOKEN, true).build();
    for (ObjectOperations.Found found : objects.find(match, ofAnything, KeySearch::identity)) {
      if (isKey(found.values())) {
        keys.add(key(found));
      } else {
        CertificateObjects.read(found).ifPresent(certificates::add);
      }
    }
  }

  private static Template identity(AttributeValues values) {
    return values.ulong(Cka.CLASS, UNKNOWN) == Cko.CERTIFICATE
        ? CertificateObjects.identity(values)
        : KeyReader.identity(values);
  }

  private static Template.Builder resident(long objectClass) {
    return Template.builder().set(Cka.CLASS, objectClass).set(Cka.TOKEN, true);
  }

  /** The public key objects that share a private key's CKA_ID. */
  List<ObjectRef> publicHalves(Pkcs11Key key) {
    return publicHalves(key, new long[0]).stream().map(ObjectOperations.Found::object).toList();
  }

  /** The same with attributes of theirs. */
  List<ObjectOperations.Found> publicHalves(Pkcs11Key key, long... attributes) {
    KeyId id = key.attributes().id();
    boolean mayHaveOne = key.attributes().keyClass() == KeyClass.PRIVATE && !id.isNone();
    if (!mayHaveOne || !key.attributes().resident()) {
      return List.of();
    }
    Template match =
        resident(Cko.PUBLIC_KEY)
            .set(Cka.KEY_TYPE, key.attributes().keyType())
            .set(Cka.ID, id.bytes())
            .build();
    return objects.find(match, attributes, values -> match);
  }
}
