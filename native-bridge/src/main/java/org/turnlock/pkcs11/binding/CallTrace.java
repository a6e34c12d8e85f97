// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts and times the calls that pass through a seam, by function; never looks at arguments or
 * memory. Thread-safe.
 */
public class CallTrace {
  /**
   * What was seen of one function.
   *
   * @param calls how often it was called
   * @param nanos time spent in it, summed
   * @param failures calls that did not answer CKR_OK
   */
  public record Count(long calls, long nanos, long failures) {}

  private static final class Cell {
    final LongAdder calls = new LongAdder();
    final LongAdder nanos = new LongAdder();
    final LongAdder failures = new LongAdder();

    void add(long nanosOfCall, boolean failed) {
      calls.increment();
      nanos.add(nanosOfCall);
      if (failed) {
        failures.increment();
      }
    }

    Count count() {
      return new Count(calls.sum(), nanos.sum(), failures.sum());
    }
  }

  private final Map<String, Cell> cells = new ConcurrentHashMap<>();
  private final ThreadLocal<Map<String, Cell>> ofThisThread = new ThreadLocal<>();

  /** A trace that has seen nothing. */
  public CallTrace() {}

  /** A decorator of {@code target} that reports here. */
  public <T> T around(Class<T> seam, T target) {
    return seam.cast(
        Proxy.newProxyInstance(
            seam.getClassLoader(),
            new Class<?>[] {seam},
            (proxy, method, arguments) -> call(target, method, arguments)));
  }

  private Object call(Object target, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return method.invoke(this, arguments);
    }
    long start = System.nanoTime();
    boolean failed = false;
    try {
      Object code = method.invoke(target, arguments);
      failed = !code.equals(0L);
      return code;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      seen(method.getName(), System.nanoTime() - start, failed);
    }
  }

  private void seen(String function, long nanos, boolean failed) {
    cellOf(function, cells).add(nanos, failed);
    Map<String, Cell> here = ofThisThread.get();
    if (here != null) {
      cellOf(function, here).add(nanos, failed);
    }
  }

  private static Cell cellOf(String function, Map<String, Cell> cells) {
    return cells.computeIfAbsent(function, name -> new Cell());
  }

  /** What was seen so far, by function name; functions that were not called are not in it. */
  public Map<String, Count> counts() {
    return countsIn(cells);
  }

  /**
   * What {@code work} calls in this thread, by function name: without what other threads do at the
   * same time, such as the destruction of objects that nothing reaches any more. Not nested.
   */
  public Map<String, Count> countsOf(Callable<?> work) throws Exception {
    Map<String, Cell> here = new TreeMap<>();
    ofThisThread.set(here);
    try {
      work.call();
    } finally {
      ofThisThread.remove();
    }
    return countsIn(here);
  }

  private static Map<String, Count> countsIn(Map<String, Cell> cells) {
    Map<String, Count> counts = new TreeMap<>();
    cells.forEach((name, cell) -> counts.put(name, cell.count()));
    return counts;
  }

  /** Calls of all functions so far. */
  public long total() {
    return cells.values().stream().mapToLong(cell -> cell.calls.sum()).sum();
  }

  /** A table of {@link #counts()} for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts()
        .forEach(
            (name, count) ->
                text.append(
                    String.format(
                        "%-22s %8d calls %10.1f us each %6d failed%n",
                        name,
                        count.calls(),
                        count.nanos() / 1000.0 / Math.max(1, count.calls()),
                        count.failures())));
    return text.toString();
  }
}
