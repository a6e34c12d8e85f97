// SPDX-License-Identifier: Apache-2.0
/** {@code turnlock bench}: how fast a token is, through Turnlock and through SunPKCS11. */
package org.turnlock.cli.bench;
