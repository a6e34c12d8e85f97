// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.nio.file.Path;
import java.util.List;

/**
 * What was found of one chain.
 *
 * @param lane its directory
 * @param chain its identity; empty if no record says it
 * @param files how many
 * @param records how many lines are records
 * @param bytes of all files
 * @param firstRecord number of the first; 0 if there is none
 * @param lastRecord number of the last; 0 if there is none
 * @param key fingerprint of the key that signed the last good head; empty without one
 * @param signedThrough number of the last record that a good head speaks for; 0 without one
 * @param signedAt when that was signed; empty without one
 * @param unsigned how many records no good head speaks for: they could be cut off unnoticed
 * @param keptThrough number of the last record that the token's head speaks for; 0 without one
 * @param closed whether the last writer has ended it, rather than runs still, or was killed
 * @param findings what is wrong
 * @param notes what is right, and yet good to know
 */
public record LaneReport(
    Path lane,
    String chain,
    int files,
    long records,
    long bytes,
    long firstRecord,
    long lastRecord,
    String key,
    long signedThrough,
    String signedAt,
    long unsigned,
    long keptThrough,
    boolean closed,
    List<TrailFinding> findings,
    List<String> notes) {}
