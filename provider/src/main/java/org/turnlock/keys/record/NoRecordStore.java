// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import java.util.Optional;
import org.turnlock.token.TokenException;

/** Where there is no place for records: no key is managed, and none can be. */
final class NoRecordStore implements RecordStore {
  private final String reason;

  /**
   * @param reason why there is none, and what would help
   */
  NoRecordStore(String reason) {
    this.reason = reason;
  }

  @Override
  public List<ManagedKeyRecord> all() {
    return List.of();
  }

  @Override
  public Optional<ManagedKeyRecord> find(String alias) {
    return Optional.empty();
  }

  @Override
  public RecordLease lease(String alias) {
    throw unsupported();
  }

  @Override
  public void addUsage(String alias, int version, Usage used) {
    throw unsupported();
  }

  @Override
  public List<ToldUsage> toldUsage(String alias) {
    return List.of();
  }

  private TokenException unsupported() {
    return new TokenException(TokenException.Reason.UNSUPPORTED, reason);
  }
}
