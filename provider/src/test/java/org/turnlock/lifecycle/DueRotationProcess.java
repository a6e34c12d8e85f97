// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.time.Duration;
import javax.security.auth.x500.X500Principal;
import org.turnlock.certificate.TestAuthority;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.software.SoftwareToken;

/** A process that rotates what is due, and knows of an issuer only what its class path says. */
final class DueRotationProcess {
  private DueRotationProcess() {}

  public static void main(String[] args) throws Exception {
    LifecycleFixture life =
        new LifecycleFixture(SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> true));
    String alias =
        life.keys
            .create(
                LifecycleFixture.spec("EC")
                    .subject(new X500Principal("CN=server"))
                    .rotationPeriod(Duration.ofMinutes(1))
                    .build())
            .alias();
    life.keys.rotate(alias, 1, new TestAuthority(ServiceAuthority.NOW));
    life.pass(Duration.ofMinutes(5));
    System.out.println(life.keys.rotateDue());
    System.out.println(life.keys.certificateChain(alias, 3).get(0).getIssuerX500Principal());
  }
}
