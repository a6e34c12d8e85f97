// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.security.PublicKey;

/**
 * A new key pair.
 *
 * @param publicKey the public half, as an ordinary software key (RSAPublicKey, ECPublicKey)
 * @param privateKey the private half, in the token
 */
public record TokenKeyPair(PublicKey publicKey, TokenKey privateKey) {}
