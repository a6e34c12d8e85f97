// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.util.AbstractList;
import java.util.List;
import java.util.function.IntFunction;
import org.turnlock.keys.KeySource;

/**
 * The versions of a key for old work. The token is asked for a version's key when it is wanted:
 * most data is of the first.
 */
final class VersionList extends AbstractList<KeySource> {
  private final IntFunction<KeySource> sources;
  private final List<Integer> numbers;

  VersionList(IntFunction<KeySource> sources, List<Integer> numbers) {
    this.sources = sources;
    this.numbers = List.copyOf(numbers);
  }

  @Override
  public KeySource get(int index) {
    return sources.apply(numbers.get(index));
  }

  @Override
  public int size() {
    return numbers.size();
  }

  List<Integer> numbers() {
    return numbers;
  }
}
