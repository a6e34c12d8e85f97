// SPDX-License-Identifier: Apache-2.0
/** {@code turnlock audit}: reading and checking the audit trail, mostly without its token. */
package org.turnlock.cli.audit;
