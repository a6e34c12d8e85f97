// SPDX-License-Identifier: Apache-2.0
/** What commands say, and to whom. */
package org.turnlock.cli.console;
