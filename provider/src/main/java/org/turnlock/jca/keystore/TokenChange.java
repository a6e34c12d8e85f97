// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.cert.X509Certificate;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * One change of a KeyStore as steps in the token: each is noted for undoing, and to keep the
 * inventory current without another look. Unless {@link #commit()} is called, closing takes back
 * what was done.
 */
final class TokenChange implements AutoCloseable {
  private final TokenObjects objects;
  private final Undo undo = new Undo();
  private final Difference difference = new Difference();

  TokenChange(TokenObjects objects) {
    this.objects = objects;
  }

  /** The token's objects, to make a key of; tell it by {@link #made}. */
  TokenObjects objects() {
    return objects;
  }

  /** Notes a key that has just been made. */
  TokenKey made(TokenKey key) {
    difference.added(key);
    undo.note(() -> destroy(key));
    return key;
  }

  /** Removes a key for good: there is no way back. */
  void destroy(TokenKey key) {
    objects.destroy(key);
    difference.removed(key);
  }

  void relabel(TokenKey key, String label) {
    String before = key.attributes().label();
    if (!before.equals(label)) {
      objects.relabel(key, label);
      difference.renamed(key);
      undo.note(() -> objects.relabel(key, before));
    }
  }

  TokenCertificate add(X509Certificate certificate, String label, KeyId id) {
    TokenCertificate added = addNoted(certificate, label, id);
    undo.note(() -> removeNoted(added));
    return added;
  }

  void remove(TokenCertificate object) {
    removeNoted(object);
    undo.note(() -> addNoted(object.certificate(), object.label(), object.id()));
  }

  void relabel(TokenCertificate object, String label) {
    String before = object.label();
    if (!before.equals(label)) {
      TokenCertificate relabelled = relabelNoted(object, label);
      undo.note(() -> relabelNoted(relabelled, before));
    }
  }

  private TokenCertificate addNoted(X509Certificate certificate, String label, KeyId id) {
    TokenCertificate added = objects.addCertificate(certificate, label, id.bytes());
    difference.added(added);
    return added;
  }

  private void removeNoted(TokenCertificate object) {
    objects.destroy(object);
    difference.removed(object);
  }

  private TokenCertificate relabelNoted(TokenCertificate object, String label) {
    TokenCertificate relabelled = objects.relabel(object, label);
    difference.removed(object);
    difference.added(relabelled);
    return relabelled;
  }

  /** What the steps so far have changed. */
  Difference difference() {
    return difference;
  }

  /** The change is whole: nothing is taken back. */
  void commit() {
    undo.commit();
  }

  @Override
  public void close() {
    undo.close();
  }
}
