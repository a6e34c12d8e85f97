// SPDX-License-Identifier: Apache-2.0

/**
 * The trail: audit records on lines that are chained by their hashes, the signed heads of that
 * chain, and who checks and reads them. docs/formats.md specifies the lines.
 */
package org.turnlock.audit.trail;
