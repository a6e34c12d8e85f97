// SPDX-License-Identifier: Apache-2.0
/** {@code turnlock key}: the keys in a token, and their life. */
package org.turnlock.cli.key;
