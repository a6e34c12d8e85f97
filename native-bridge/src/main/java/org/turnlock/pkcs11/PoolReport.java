// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/**
 * How a session pool stands at one moment.
 *
 * @param size most sessions at once
 * @param inUse borrowed now; without operations in progress, anything but 0 is a leak
 * @param idle open and free
 * @param waiting threads that wait for a session
 * @param discarded sessions closed after an error or a change of epoch, so far
 * @param abandoned sessions taken back from multi-part operations that were dropped, so far
 */
public record PoolReport(
    int size, int inUse, int idle, int waiting, long discarded, long abandoned) {}
