// SPDX-License-Identifier: Apache-2.0
/** Encrypting, decrypting, signing and verifying files with keys in a token. */
package org.turnlock.cli.crypt;
