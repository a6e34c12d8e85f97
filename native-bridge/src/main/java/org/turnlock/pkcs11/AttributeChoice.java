// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/** Which attributes to read of objects that need not all be of one kind. */
public interface AttributeChoice {
  /** What to ask of every object, in one call. Not every object needs to have all of these. */
  long[] first();

  /**
   * All that is wanted of one object, by what is known of it so far. What of this the first call
   * did not tell is asked for; then this is asked again, until it names nothing new.
   */
  long[] wanted(AttributeValues known);

  /** The same attributes of every object. */
  static AttributeChoice of(long... types) {
    return new AttributeChoice() {
      @Override
      public long[] first() {
        return types;
      }

      @Override
      public long[] wanted(AttributeValues known) {
        return types;
      }
    };
  }
}
