// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

/** Faults that real providers have had, to be planted into {@link DefectiveProvider}. */
public enum Defect {
  NONE,
  /** AES-GCM takes what update was given, and drops what doFinal is given: SunPKCS11's. */
  LAST_PIECE_DROPPED,
  /** Only the last updateAAD counts. */
  AAD_REPLACED,
  /** A wrong tag gives an empty plaintext. */
  TAG_NOT_CHECKED,
  /** Wrong padding gives the padded plaintext. */
  PADDING_NOT_CHECKED,
  /** Wrong padding is a ProviderException: SunPKCS11's. */
  PADDING_MISREPORTED,
  /** The CTR counter wraps after 64 bits. */
  SHORT_COUNTER,
  /** getOutputSize does not think of padding and tag. */
  OUTPUT_SIZE_TOO_SMALL,
  /** A short output costs the message. */
  SHORT_OUTPUT_FORGETS,
  /** init keeps what an abandoned message had gathered. */
  INIT_KEEPS_DATA,
  /** doFinal keeps the message for the next one. */
  FINAL_KEEPS_DATA,
  /** An array is taken whole, whatever its offset and length. */
  OFFSET_IGNORED,
  /** The output is written before all input is read. */
  OUTPUT_BEFORE_INPUT
}
