// SPDX-License-Identifier: Apache-2.0
/** {@code turnlock demo}. */
package org.turnlock.cli.demo;
