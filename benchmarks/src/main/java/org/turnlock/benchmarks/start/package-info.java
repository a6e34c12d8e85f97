// SPDX-License-Identifier: Apache-2.0
/** What it takes from a JVM's start to the first key, in an empty token and in a full one. */
package org.turnlock.benchmarks.start;
