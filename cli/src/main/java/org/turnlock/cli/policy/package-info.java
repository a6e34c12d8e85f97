// SPDX-License-Identifier: Apache-2.0
/** {@code turnlock policy}: who may do what with a managed key. */
package org.turnlock.cli.policy;
