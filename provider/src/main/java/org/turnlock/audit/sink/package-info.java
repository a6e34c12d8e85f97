// SPDX-License-Identifier: Apache-2.0

/** Audit sinks for what the JDK has: Flight Recorder, and the platform's logger. */
package org.turnlock.audit.sink;
