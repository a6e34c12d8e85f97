// SPDX-License-Identifier: Apache-2.0
/** The configuration file: SunPKCS11's syntax and directives, and Turnlock's own. */
package org.turnlock.config;
