// SPDX-License-Identifier: Apache-2.0
/** The parts in C: the baseline, and the module that makes a token distant. */
package org.turnlock.benchmarks.module;
