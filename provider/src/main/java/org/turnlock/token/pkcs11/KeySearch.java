// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/** Finds the token-resident keys of a PKCS#11 token, and their public halves. */
final class KeySearch {
  private final Token owner;
  private final ObjectOperations objects;
  private final List<Long> privateKinds;

  KeySearch(Token owner, Pkcs11Token token) {
    this.owner = owner;
    this.objects = token.objects();
    this.privateKinds = PrivateKinds.of(token.mechanisms().keySet());
  }

  /** Every key. */
  List<TokenKey> all() {
    return matching(Template.empty(), kind -> true);
  }

  /**
   * @param names attributes that the keys have; none for all keys
   * @param wanted which kinds are looked for
   */
  List<TokenKey> matching(Template names, Predicate<NamedObjects.Kind> wanted) {
    List<TokenKey> keys = new ArrayList<>();
    if (wanted.test(NamedObjects.Kind.SECRET)) {
      Template secret = resident(Cko.SECRET_KEY).build().overriddenBy(names);
      addFound(secret, KeyReader.attributesOf(Cko.SECRET_KEY, Ckk.AES), keys);
    }
    for (long keyType : privateKinds) {
      if (wanted.test(new NamedObjects.Kind(Cko.PRIVATE_KEY, keyType))) {
        Template match = resident(Cko.PRIVATE_KEY).set(Cka.KEY_TYPE, keyType).build();
        addFound(match.overriddenBy(names), KeyReader.attributesOf(Cko.PRIVATE_KEY, keyType), keys);
      }
    }
    return keys;
  }

  private static Template.Builder resident(long objectClass) {
    return Template.builder().set(Cka.CLASS, objectClass).set(Cka.TOKEN, true);
  }

  private void addFound(Template match, long[] attributes, List<TokenKey> keys) {
    for (ObjectOperations.Found found : objects.find(match, attributes, KeyReader::identity)) {
      if (KeyReader.isWhole(found.values())) {
        keys.add(Pkcs11Key.of(owner, objects, found.object(), KeyReader.read(found.values())));
      }
    }
  }

  /** The public key objects that share a private key's CKA_ID. */
  List<ObjectRef> publicHalves(Pkcs11Key key) {
    return publicHalves(key, Cka.CLASS).stream().map(ObjectOperations.Found::object).toList();
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
