// SPDX-License-Identifier: Apache-2.0
/** Files that commands write. */
package org.turnlock.cli.file;
