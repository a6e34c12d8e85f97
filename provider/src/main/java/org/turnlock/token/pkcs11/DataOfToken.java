// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.Pkcs11Login;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.DataObjects;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** The data objects of a PKCS#11 token; exceptions are still the bridge's. */
final class DataOfToken implements DataObjects {
  private static final long[] ATTRIBUTES = {Cka.APPLICATION, Cka.LABEL, Cka.VALUE};

  private final ObjectOperations objects;
  private final Pkcs11Login login;
  private final String tokenName;
  private final boolean possible;

  DataOfToken(Pkcs11Token token, String tokenName) {
    this.tokenName = tokenName;
    this.objects = token.objects();
    this.login = token.login();
    this.possible = !token.quirks().contains(Quirk.NO_RESIDENT_DATA);
  }

  @Override
  public boolean holdsData() {
    return possible;
  }

  @Override
  public List<TokenData> data(String application) {
    return matching(base().set(Cka.APPLICATION, application).build());
  }

  @Override
  public List<TokenData> data(String application, String label) {
    return matching(base().set(Cka.APPLICATION, application).set(Cka.LABEL, label).build());
  }

  private List<TokenData> matching(Template match) {
    requirePossible();
    login.ensure();
    if (login.required() && !login.loggedIn()) {
      throw new TokenException(
          Reason.NOT_LOGGED_IN,
          "the data objects of "
              + tokenName
              + " are not visible; log in first: KeyStore.load with the PIN, or pinSource");
    }
    List<TokenData> found = new ArrayList<>();
    for (ObjectOperations.Found object : objects.findTogether(match, ATTRIBUTES, this::identity)) {
      AttributeValues values = object.values();
      found.add(
          new Pkcs11Data(
              object.object(),
              values.text(Cka.APPLICATION),
              values.text(Cka.LABEL),
              values.bytes(Cka.VALUE)));
    }
    return found;
  }

  /** Objects that anybody can make without a login are none of those. */
  private Template.Builder base() {
    return Template.builder()
        .set(Cka.CLASS, Cko.DATA)
        .set(Cka.TOKEN, true)
        .set(Cka.PRIVATE, login.required());
  }

  private Template identity(AttributeValues values) {
    return base().set(Cka.VALUE, values.bytes(Cka.VALUE)).build();
  }

  @Override
  public TokenData addData(String application, String label, byte[] value) {
    requirePossible();
    login.ensure();
    Template template =
        base()
            .set(Cka.APPLICATION, application)
            .set(Cka.LABEL, label)
            .set(Cka.VALUE, value.clone())
            .build();
    return new Pkcs11Data(objects.create(template), application, label, value.clone());
  }

  @Override
  public void destroy(TokenData data) {
    if (!(data instanceof Pkcs11Data own)) {
      throw new TokenException(Reason.KEY_REFUSED, "the data object is of another token");
    }
    objects.destroy(own.object(), own.value());
  }

  private void requirePossible() {
    if (!possible) {
      throw new TokenException(
          Reason.UNSUPPORTED, "the token keeps data objects for one session only");
    }
  }
}
