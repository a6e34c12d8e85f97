// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives a test class SoftHSM tokens of its own; see {@link SoftHsmExtension}. */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SoftHsmExtension.class)
public @interface SoftHsm {
  /** How many tokens. */
  int tokens() default 1;
}
