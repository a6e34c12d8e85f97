// SPDX-License-Identifier: Apache-2.0
/** The {@code turnlock} command: thin, on the provider's public API. */
package org.turnlock.cli;
