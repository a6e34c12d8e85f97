// SPDX-License-Identifier: Apache-2.0

/**
 * Which principals may do what with a managed key: the model and its decisions. A policy is kept in
 * the key's record, so that every process on the token obeys it; docs/threat-model.md says what
 * that can and cannot protect.
 */
package org.turnlock.policy;
