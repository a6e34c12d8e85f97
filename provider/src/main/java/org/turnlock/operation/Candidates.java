// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.VersionedKey;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;

/**
 * The keys that may have made what is to be decrypted or unwrapped, as they stand at an {@code
 * init}: one key, or the versions of a managed key. Forms that tell right from wrong try them, the
 * likeliest first, and at the end those that other processes have made meanwhile. For one thread.
 *
 * <p>From outside, a failure takes as long and looks the same whichever version's it is; a success
 * tells by its time how many versions were tried before.
 *
 * @param <K> the kind of key
 */
public final class Candidates<K extends VersionedKey> {
  private static final int NAMED_AT_MOST = 5;

  private final K asked;
  private final KeyUsage use;
  private final List<KeySource> sources;
  private final boolean mayBeOthers;
  private final K likeliest;

  /** Why a key was not there to be tried the last time; null if all were. */
  private RuntimeException untried;

  private Candidates(K asked, KeyUsage use, List<KeySource> sources, boolean mayBeOthers)
      throws InvalidKeyException {
    this.asked = asked;
    this.use = use;
    this.sources = sources;
    this.mayBeOthers = mayBeOthers;
    this.likeliest = firstThere();
  }

  /**
   * All keys that may have made the data: for forms that tell a wrong key.
   *
   * @throws InvalidKeyException if the key may not be used so now
   */
  public static <K extends VersionedKey> Candidates<K> of(K key, KeyUsage use)
      throws InvalidKeyException {
    return new Candidates<>(key, use, key.source().forOldWork(use), true);
  }

  /**
   * The one key that can have made the data: for forms that would give garbage under another. What
   * it cannot decrypt is tried with no other, and asks the token nothing more: bad padding must
   * take no longer than good.
   *
   * @param form for the message, for example {@code AES/CBC}
   * @throws InvalidKeyException if the key may not be used so now, or has several versions
   */
  public static <K extends VersionedKey> Candidates<K> theOnly(K key, KeyUsage use, String form)
      throws InvalidKeyException {
    KeySource source = key.source();
    List<KeySource> sources = source.forOldWork(use);
    if (sources.size() == 1 && !source.notTried(use, sources).isEmpty()) {
      sources = source.forOldWork(use);
    }
    if (sources.size() > 1) {
      throw new InvalidKeyException(
          "key '"
              + source.name()
              + "' has "
              + sources.size()
              + " versions that may have made the data, and "
              + form
              + " cannot tell which it was: use the key of that version, "
              + names(sources));
    }
    return new Candidates<>(key, use, sources, false);
  }

  private static String names(List<KeySource> sources) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < sources.size() && names.size() < NAMED_AT_MOST; i++) {
      try {
        names.add("'" + sources.get(i).name() + "'");
      } catch (ManagedKeyException lost) {
        continue;
      }
    }
    return String.join(", ", names) + (sources.size() > names.size() ? ", ..." : "");
  }

  private K firstThere() throws InvalidKeyException {
    ManagedKeyException lost = null;
    for (int i = 0; i < sources.size(); i++) {
      try {
        return KeyChoice.at(asked, sources.get(i));
      } catch (ManagedKeyException e) {
        lost = lost == null ? e : lost;
      }
    }
    throw new InvalidKeyException(
        lost == null ? "there is no key to use" : lost.getMessage(), lost);
  }

  /** The key that is tried first: it tells what all of them have in common. */
  public K likeliest() {
    return likeliest;
  }

  /**
   * One try.
   *
   * @param <K> the kind of key
   * @param <T> what comes out
   * @param <E> what else may go wrong, which ends the trying
   */
  @FunctionalInterface
  public interface Attempt<K, T, E extends Exception> {
    /**
     * The result; null if another key made the data. {@link TokenException.Reason#DATA_REJECTED}
     * says that too.
     */
    T with(K key) throws E;
  }

  /**
   * What the first key gives that made the data; null if none did of those that could be tried.
   *
   * @throws ManagedKeyException if none did of those that may still be used, and one no longer may;
   *     or if all are gone from the token
   */
  public <T, E extends Exception> T first(Attempt<K, T, E> attempt) throws E {
    Trial<T, E> trial = new Trial<>(attempt);
    T result = trial.among(sources);
    if (result == null && mayBeOthers) {
      result = trial.among(trial.others());
    }
    untried = null;
    if (result == null) {
      trial.requireAllowed();
      untried = trial.lost;
    }
    return result;
  }

  /** Whose data it was, where it was nobody's: for messages; empty for a single key. */
  public String tried() {
    return asked.source().equals(likeliest.source())
        ? ""
        : " under any version of key '" + asked.source().name() + "' that may be used" + untried();
  }

  /** Which key may have made the data, but could not be tried; empty if all were. */
  public String untried() {
    return untried == null ? "" : "; not tried: " + untried.getMessage();
  }

  private final class Trial<T, E extends Exception> {
    private final Attempt<K, T, E> attempt;

    /** Why a key could not be tried: its state has changed since. */
    private RuntimeException refused;

    /** Why another could not: it is gone from the token, and will be the next time. */
    private RuntimeException lost;

    /** Whether a key has said no to the data itself. */
    private boolean tried;

    Trial(Attempt<K, T, E> attempt) {
      this.attempt = attempt;
    }

    private T among(List<KeySource> keys) throws E {
      for (int i = 0; i < keys.size(); i++) {
        try {
          KeySource source = keys.get(i);
          boolean sole = keys == sources && sources.size() == 1;
          T result = attempt.with(KeyChoice.at(likeliest, sole ? source : new Tried(source)));
          if (result != null) {
            asked.source().worked(source);
            if (!sole) {
              source.guard().tryWorked(use);
            }
            return result;
          }
          tried = true;
        } catch (ManagedKeyException e) {
          refuse(e);
        } catch (TokenException e) {
          if (e.reason() == TokenException.Reason.KEY_REFUSED) {
            lost = lost == null ? e : lost;
          } else if (e.reason() != TokenException.Reason.DATA_REJECTED) {
            throw e;
          } else {
            tried = true;
          }
        }
      }
      return null;
    }

    private List<KeySource> others() {
      try {
        return asked.source().notTried(use, sources);
      } catch (InvalidKeyException e) {
        refuse(
            e.getCause() instanceof ManagedKeyException managed
                ? managed
                : new ManagedKeyException(ManagedKeyException.Reason.STATE, e.getMessage(), e));
        return List.of();
      }
    }

    private void refuse(ManagedKeyException why) {
      if (why.reason() == Reason.NOT_FOUND || why.reason() == Reason.DAMAGED) {
        lost = lost == null ? why : lost;
      } else {
        refused = refused == null ? why : refused;
      }
    }

    /** What a lost key does not open may be anybody's garbage, unless no other was there to say. */
    private void requireAllowed() {
      if (refused != null) {
        throw refused;
      }
      if (lost != null && !tried) {
        throw lost;
      }
    }
  }
}
