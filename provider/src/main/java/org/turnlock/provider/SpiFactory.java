// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.NoSuchAlgorithmException;
import org.turnlock.jca.JcaContext;

/** Makes the SPI object of a service. */
@FunctionalInterface
interface SpiFactory {
  Object create(JcaContext context) throws NoSuchAlgorithmException;
}
