// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.turnlock.keys.record.RecordShelf.SeenLease;
import org.turnlock.token.KeyId;

/** A lease as its holder sees it. */
final class HeldLease implements RecordLease {
  private static final System.Logger LOG = System.getLogger(HeldLease.class.getName());

  private final LeaseWriter writer;
  private final UsageFolding folding;
  private final Consumer<Boolean> release;
  private boolean keyMayExist;
  private boolean open = true;

  /**
   * @param release is told that it is over, and whether it was given back
   */
  HeldLease(LeaseWriter writer, UsageFolding folding, Consumer<Boolean> release) {
    this.writer = writer;
    this.folding = folding;
    this.release = release;
  }

  private void requireOpen() {
    if (!open) {
      throw new IllegalStateException("the lease has been given back");
    }
  }

  @Override
  public Optional<ManagedKeyRecord> record() {
    requireOpen();
    return writer.key();
  }

  @Override
  public KeyId newKeyId() {
    requireOpen();
    keyMayExist = true;
    return writer.keyId();
  }

  @Override
  public void removeLeftovers(Consumer<KeyId> remove) {
    requireOpen();
    Set<KeyId> removed = new HashSet<>();
    List<SeenLease> overtaken = writer.overtaken();
    for (SeenLease lease : overtaken) {
      boolean mayHaveKey = lease.note() != null && !isOwned(lease.note().keyId());
      if (mayHaveKey && removed.add(lease.note().keyId())) {
        remove.accept(lease.note().keyId());
      }
    }
    if (!overtaken.isEmpty()) {
      writer.removeOvertaken();
    }
  }

  private boolean isOwned(KeyId id) {
    return writer.key().filter(key -> key.owns(id)).isPresent();
  }

  @Override
  public ManagedKeyRecord commit(ManagedKeyRecord next) {
    requireOpen();
    if (!next.alias().equals(writer.alias())) {
      throw new IllegalArgumentException("the lease is for key '" + writer.alias() + "'");
    }
    writer.requireTime();
    UsageFolding.Result result = folding.fold(next, writer.base());
    writer.put(Optional.of(result.key()), result.folded());
    writer.confirm();
    folding.remove(result.spent());
    return writer.key().orElseThrow();
  }

  @Override
  public void removeRecord() {
    requireOpen();
    writer.requireTime();
    writer.put(Optional.empty(), List.of());
    writer.confirm();
    folding.removeAll(writer.alias());
    writer.removeTombstone();
  }

  /**
   * What cannot be given back now is dead in the eyes of this store at once, and of others after
   * the lease time.
   */
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    boolean back = false;
    try {
      if (keyMayExist && (writer.isDisputed() || !isOwned(writer.keyId()))) {
        writer.abandon();
      } else {
        writer.giveBack();
      }
      back = true;
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.DEBUG, "a lease of key '" + writer.alias() + "' is left to age", e);
    } finally {
      release.accept(back);
    }
  }
}
