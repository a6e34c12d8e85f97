// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.util.AbstractList;
import java.util.List;
import org.turnlock.keys.KeySource;

/**
 * The versions of a key for old work. The token is asked for a version's key when it is wanted:
 * most data is of the first.
 */
final class VersionList extends AbstractList<KeySource> {
  private final LiveKey key;
  private final List<Integer> numbers;

  VersionList(LiveKey key, List<Integer> numbers) {
    this.key = key;
    this.numbers = List.copyOf(numbers);
  }

  @Override
  public KeySource get(int index) {
    return key.source(numbers.get(index));
  }

  @Override
  public int size() {
    return numbers.size();
  }

  List<Integer> numbers() {
    return numbers;
  }
}
