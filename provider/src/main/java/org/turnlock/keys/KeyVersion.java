// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of a managed key, as {@link ManagedKeys#describe} tells it.
 *
 * @param number from 1 upwards
 * @param id CKA_ID of its objects in the token, lower-case hexadecimal; empty once they are gone
 * @param belowFloor whether the key's floor keeps it from old work
 * @param uses new work done so far, as far as known: what processes did since they last told is
 *     missing, and for a key with limits what they have reserved is counted already
 * @param bytes of input to it
 * @param lastUse of any kind, as far as known
 */
public record KeyVersion(
    int number,
    String id,
    VersionState state,
    boolean belowFloor,
    KeyOrigin origin,
    Instant created,
    long uses,
    long bytes,
    Optional<Instant> lastUse) {}
