// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/**
 * An object in a token, by identity rather than by handle. The handle is a cache, stamped with the
 * token's epoch; a token object is looked up again when its handle is void, a session object is
 * gone then.
 */
public final class ObjectRef {
  private static final int OFTEN = 3;

  private record Cached(long handle, long epoch) {}

  private volatile Template identity;
  private final boolean resident;
  private volatile Cached cached;

  /** Counted up to {@link #OFTEN}; threads may miss each other's. */
  private int uses;

  private volatile boolean encryptsNoMessages;
  private volatile boolean decryptsNoMessages;

  private ObjectRef(Template identity, boolean resident, long handle, long epoch) {
    this.identity = identity;
    this.resident = resident;
    this.cached = new Cached(handle, epoch);
  }

  /**
   * @param identity attributes that find the object again
   */
  static ObjectRef tokenObject(Template identity, long handle, long epoch) {
    return new ObjectRef(identity, true, handle, epoch);
  }

  static ObjectRef sessionObject(long handle, long epoch) {
    return new ObjectRef(Template.empty(), false, handle, epoch);
  }

  /** Whether it is a token object, which outlives its session. */
  public boolean resident() {
    return resident;
  }

  Template identity() {
    return identity;
  }

  /** Says what finds a token object from now on, for instance after its label has changed. */
  public void identify(Template attributes) {
    identity = Identity.of(attributes);
  }

  /** The handle if it is of this epoch, else 0. */
  long handleAt(long epoch) {
    Cached now = cached;
    return now.epoch() == epoch ? now.handle() : 0;
  }

  /** The last known handle, whatever its epoch. */
  long lastHandle() {
    return cached.handle();
  }

  /** Epoch of the last known handle. */
  long lastEpoch() {
    return cached.epoch();
  }

  void found(long handle, long epoch) {
    cached = new Cached(handle, epoch);
  }

  /** Whether it was used a few times before; counts this use. */
  boolean isUsedOften() {
    return uses >= OFTEN || ++uses >= OFTEN;
  }

  /** Whether {@link #refuseMessages} was said of it. */
  boolean refusesMessages(boolean encrypt) {
    return encrypt ? encryptsNoMessages : decryptsNoMessages;
  }

  /** The token takes no messages under it. */
  void refuseMessages(boolean encrypt) {
    if (encrypt) {
      encryptsNoMessages = true;
    } else {
      decryptsNoMessages = true;
    }
  }

  /** Declares the cached handle void. */
  void forget() {
    cached = new Cached(0, 0);
  }
}
