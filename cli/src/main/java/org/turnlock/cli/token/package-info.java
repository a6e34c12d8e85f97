// SPDX-License-Identifier: Apache-2.0
/** The token that a command works on. */
package org.turnlock.cli.token;
