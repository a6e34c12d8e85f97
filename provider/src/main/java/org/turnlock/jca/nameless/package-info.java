// SPDX-License-Identifier: Apache-2.0

/**
 * What programs get that name no provider while Turnlock stands in the provider list.
 *
 * <p>The JCA lets the key choose the provider, but not always: it binds an object to the first
 * provider as soon as a program asks it anything before it has a key, for instance a MAC's length,
 * and a bound object gets every later key. The objects here make up for that: keys in a token go to
 * Turnlock, all others to the providers behind it. No software key gets into a token this way.
 */
package org.turnlock.jca.nameless;
