// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who uses a key, by name: {@code app:payments} as the configuration says, {@code os:alice} for a
 * user of the operating system, {@code subject:alice} for a principal of the current JAAS Subject.
 * What stands before the colon says who vouches for the name, so that no user of the system can
 * pass for an application by choosing its name. A caller has several names where a Subject has
 * several principals: what is allowed to one of them is allowed to it. Immutable.
 */
public final class Caller {
  /** A Subject without principals: nobody, who may do what everybody may. */
  public static final Caller NOBODY = new Caller(List.of("subject:"));

  private final String name;
  private final Set<String> names;
  private final int hash;

  private Caller(List<String> names) {
    this.name = names.get(0);
    this.names = Set.copyOf(new LinkedHashSet<>(names));
    this.hash = this.names.hashCode() * 31 + name.hashCode();
  }

  /**
   * A caller of one name.
   *
   * @throws IllegalArgumentException if that is blank, or {@code *}, which stands for everybody
   */
  public static Caller of(String name) {
    return of(List.of(name));
  }

  /**
   * A caller of several names, the first of which audit records say.
   *
   * @throws IllegalArgumentException if there is none, or one is blank or {@code *}
   */
  public static Caller of(List<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("a caller has a name");
    }
    names.forEach(Caller::requireName);
    return new Caller(names);
  }

  private static void requireName(String name) {
    if (name.isBlank() || name.equals("*")) {
      throw new IllegalArgumentException("'" + name + "' is no caller's name");
    }
  }

  /** The name that messages and audit records say. */
  public String name() {
    return name;
  }

  /** All names, which policies may name. */
  public Set<String> names() {
    return names;
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Caller that && name.equals(that.name) && names.equals(that.names);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return name;
  }
}
