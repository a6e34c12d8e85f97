// SPDX-License-Identifier: Apache-2.0

/**
 * Who uses a key: the principal that policies are about and that audit records name. A program says
 * so by a JAAS Subject, by its configuration, or by a {@link org.turnlock.identity.PrincipalSource}
 * of its own.
 */
package org.turnlock.identity;
