// SPDX-License-Identifier: Apache-2.0
/** SoftHSMv2 for tests. */
package org.turnlock.softhsm;
