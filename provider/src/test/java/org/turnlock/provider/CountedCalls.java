// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.softhsm.SoftHsmToken;

/** A provider on SoftHSM whose calls to the module are counted. */
final class CountedCalls {
  private final TurnlockProvider provider;
  private final CallTrace trace;

  CountedCalls(SoftHsmToken token) {
    provider =
        (TurnlockProvider)
            new TurnlockProvider()
                .configure(
                    "--name=calls\nlibrary="
                        + token.library()
                        + "\ntokenLabel=\""
                        + token.label()
                        + "\"\ntrace=true\n");
    trace = provider.callTrace().orElseThrow();
  }

  TurnlockProvider provider() {
    return provider;
  }

  /** The calls that {@code work} makes in this thread, by function. */
  Map<String, Long> of(Callable<?> work) throws Exception {
    Map<String, Long> calls = new TreeMap<>();
    trace.countsOf(work).forEach((name, count) -> calls.put(name, count.calls()));
    return calls;
  }
}
