// SPDX-License-Identifier: Apache-2.0
/** What {@code turnlock doctor} finds out: warnings, and a trial of every service. */
package org.turnlock.cli.doctor;
