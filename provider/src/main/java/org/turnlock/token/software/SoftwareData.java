// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.DataObjects;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** The software token's data objects. */
final class SoftwareData implements DataObjects {
  private final ObjectStore store;

  SoftwareData(ObjectStore store) {
    this.store = store;
  }

  private record Held(ObjectStore store, StoredObject object) implements TokenData {
    private String text(long type) {
      byte[] value = object.attributes().bytes(type);
      return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public String application() {
      return text(Cka.APPLICATION);
    }

    @Override
    public String label() {
      return text(Cka.LABEL);
    }

    @Override
    public byte[] value() {
      byte[] value = object.attributes().bytes(Cka.VALUE);
      return value == null ? new byte[0] : value.clone();
    }
  }

  @Override
  public boolean holdsData() {
    return true;
  }

  @Override
  public List<TokenData> data(String application) {
    return matching(application, null);
  }

  @Override
  public List<TokenData> data(String application, String label) {
    return matching(application, label);
  }

  /**
   * @param label null for any
   */
  private List<TokenData> matching(String application, String label) {
    store.current();
    List<TokenData> found = new ArrayList<>();
    for (StoredObject object : store.latest().all()) {
      if (object.attributes().number(Cka.CLASS, -1) == Cko.DATA
          && has(object, Cka.APPLICATION, application)
          && (label == null || has(object, Cka.LABEL, label))) {
        found.add(new Held(store, object));
      }
    }
    return found;
  }

  private static boolean has(StoredObject object, long type, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(wanted, object.attributes().bytes(type));
  }

  @Override
  public TokenData addData(String application, String label, byte[] value) {
    store.current();
    Attributes attributes =
        Attributes.builder()
            .set(Cka.CLASS, Cko.DATA)
            .set(Cka.TOKEN, true)
            .set(Cka.PRIVATE, true)
            .set(Cka.APPLICATION, application)
            .set(Cka.LABEL, label)
            .set(Cka.VALUE, value.clone())
            .build();
    StoredObject object = new StoredObject(ObjectId.random(), attributes, null);
    store.change(objects -> objects.with(object));
    return new Held(store, object);
  }

  @Override
  public void destroy(TokenData data) {
    store.current();
    if (!(data instanceof Held held) || held.store != store) {
      throw new TokenException(Reason.KEY_REFUSED, "the data object belongs to another token");
    }
    store.change(objects -> objects.without(held.object.id()));
  }
}
