// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.math.ec.WNafUtil;
import org.turnlock.jca.EcCurves;

/**
 * Named curves as Bouncy Castle computes on them, each made once: the multiples of a generator that
 * verifications need stay with it.
 */
final class EcDomains {
  private record Known(ECParameterSpec spec, ECDomainParameters domain) {}

  /** As many as there are names. */
  private static final Map<EllipticCurve, Known> KNOWN = new ConcurrentHashMap<>();

  private EcDomains() {}

  /**
   * @param named a curve that has a name
   */
  static ECDomainParameters of(ECParameterSpec named) {
    Known known = KNOWN.computeIfAbsent(named.getCurve(), curve -> made(named));
    return EcCurves.same(known.spec(), named) ? known.domain() : made(named).domain();
  }

  private static Known made(ECParameterSpec named) {
    org.bouncycastle.jce.spec.ECParameterSpec spec = EC5Util.convertSpec(named);
    WNafUtil.configureBasepoint(spec.getG());
    return new Known(
        named,
        new ECDomainParameters(
            spec.getCurve(), spec.getG(), spec.getN(), spec.getH(), spec.getSeed()));
  }
}
