// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/**
 * Where events come from: one provider in one process. One object for all of its events.
 *
 * @param instance random, new for each provider object; event ids begin with it
 * @param host name of the machine
 * @param processId of the JVM
 * @param application as configured, else what the JVM's main class is
 * @param provider name in the JCA
 * @param tokenLabel label of the token
 * @param tokenSerial serial number of the token
 */
public record AuditOrigin(
    String instance,
    String host,
    long processId,
    String application,
    String provider,
    String tokenLabel,
    String tokenSerial) {}
